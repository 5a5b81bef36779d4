"""The directory itself: what a service is, what people need, how a question becomes an answer."""
