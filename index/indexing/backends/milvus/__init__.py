"""The vectors' leg in a Milvus that the indexes of many machines share."""
