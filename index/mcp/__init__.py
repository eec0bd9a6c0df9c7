"""A server for programs that ask, such as assistants (Model Context Protocol). Reads only."""
