"""Free text -> what was understood: needs, risk, place, age, who is asking, access wishes. No text ever leaves the process."""
