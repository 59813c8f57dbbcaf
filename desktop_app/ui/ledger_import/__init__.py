"""Taking in whole ledger files 台账文件, and handing out templates."""
