"""The steps from content to a published folder, one a module; a stage knows only ``core``, never another stage."""
