"""The manual 用户手册: chapters in Markdown, as blocks for print and as HTML for the window."""
