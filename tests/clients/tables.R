# Prints CSV tables as JSON, by name: Rscript tables.R FOLDER
files <- list.files(commandArgs(TRUE)[1], pattern = "[.]csv$", full.names = TRUE)
read <- function(file) {
  read.csv(file, colClasses = "character", na.strings = character(), check.names = FALSE, fileEncoding = "UTF-8")
}
tables <- lapply(files, read)
names(tables) <- sub("[.]csv$", "", basename(files))
cat(jsonlite::toJSON(tables, dataframe = "rows", na = "null"))
