"""Help channels: what people ask there is answered without a mention, where it is certain."""
