"""退回意见: the letter of a finance bureau to a unit, from the findings."""
