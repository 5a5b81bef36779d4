"""`signpost remind`, `backup`, `restore`, `links`: what keeps listings true and safe, run by hand or by a daily timer."""
