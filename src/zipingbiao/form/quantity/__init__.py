"""The grammar of 年度指标值 and 实际完成值: texts in, readings out, never an exception."""
