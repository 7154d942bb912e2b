# Prints nodes and edges of a GraphML network as igraph reads it: Rscript networks.R FILE
suppressPackageStartupMessages(library(igraph))
graph <- read_graph(commandArgs(TRUE)[1], format = "graphml")
V(graph)$name <- V(graph)$id
told <- function(frame) lapply(seq_len(nrow(frame)), function(at) {
  row <- as.list(frame[at, , drop = FALSE])
  Filter(function(value) !is.na(value) && !identical(value, ""), row)
})
frames <- as_data_frame(graph, what = "both")
cat(jsonlite::toJSON(list(directed = is_directed(graph), nodes = told(frames$vertices), edges = told(frames$edges)),
                     auto_unbox = TRUE))
