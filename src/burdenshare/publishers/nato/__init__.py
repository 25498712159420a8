"""NATO's defence expenditure workbooks."""
