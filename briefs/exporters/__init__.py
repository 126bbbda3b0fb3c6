"""The linked site goes in, one file for another program comes out; a format a room, none of which touches the disk."""
