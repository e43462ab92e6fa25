"""偏差原因分析及改进措施 from facts, reasons and Jinja templates; it never invents."""
