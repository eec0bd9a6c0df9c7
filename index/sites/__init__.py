"""Many pages of a site at once: found by a sitemap, a feed or links, looked at, and added."""
