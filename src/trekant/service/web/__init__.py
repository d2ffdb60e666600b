"""What HTTP needs: who may ask for what, errors, the frame of pages, the files of the site, what players ask."""
