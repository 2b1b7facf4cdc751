"""How it leaves: letters are rendered, made into mail and posted; staff can be told elsewhere as well."""
