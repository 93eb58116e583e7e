"""The daily report's charts, one a module; `reports.charts` draws them."""
