"""The forms beside the daily report. A new one is one module here and one entry in `reports.forms.registry.FORMS`."""
