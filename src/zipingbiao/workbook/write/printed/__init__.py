"""What the printed page holds beside the blocks: 资金说明, and what is signed and noted under the table."""
