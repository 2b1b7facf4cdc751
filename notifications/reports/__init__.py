"""What an evaluation says, to be read at a table: pictures, a page and a document of several pages."""
