"""What several processes of one bot share, so that each thing is done by exactly one."""
