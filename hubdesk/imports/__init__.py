"""Reading files of others into plain rows, with what is wrong in each."""
