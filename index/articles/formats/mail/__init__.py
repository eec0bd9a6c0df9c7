"""Mails, and pages that a browser saved as one."""
