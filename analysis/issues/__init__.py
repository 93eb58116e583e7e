"""Stories that concern one matter over days: one id, one name, the officer's decisions."""
