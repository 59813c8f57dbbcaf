"""From a snapshot of results to blocks, and from blocks to PDF and workbook."""
