"""自评台账: the workbook a clerk keeps; one row per project, fund line and indicator."""
