# Prints the records of TEI files as JSON, read with xml2: Rscript tei.R FILE...
suppressPackageStartupMessages(library(xml2))
space <- c(tei = "http://www.tei-c.org/ns/1.0")

words <- function(told) Filter(nzchar, strsplit(if (is.na(told)) "" else told, "[ \n]+")[[1]])
bare <- function(pointers) sub("^#", "", pointers)
by_id <- function(root, id) xml_find_first(root, sprintf("//*[@xml:id='%s']", id))

passages <- function(root, target) unlist(lapply(words(target), function(one) passage(root, one)))

passage <- function(root, pointer) {
  parts <- strsplit(gsub("^#[a-z-]+\\(|string-index\\(|\\)", "", pointer), ",")[[1]]
  if (startsWith(pointer, "#string-range(")) {
    start <- as.integer(parts[2])
    return(substr(xml_text(by_id(root, parts[1])), start + 1, start + as.integer(parts[3])))
  }
  if (startsWith(pointer, "#range(")) {
    blocks <- xml_find_all(root, "//tei:text//*[@xml:id]", space)
    ids <- xml_attr(blocks, "id")
    blocks <- blocks[grepl("\\.b[0-9]+$", ids)]
    ids <- xml_attr(blocks, "id")
    told <- xml_text(blocks[match(parts[1], ids):match(parts[3], ids)])
    told[length(told)] <- substr(told[length(told)], 1, as.integer(parts[4]))
    told[1] <- substring(told[1], as.integer(parts[2]) + 1)
    return(paste(told, collapse = "\n"))
  }
  node <- by_id(root, bare(pointer))
  if (xml_name(node) == "span") passages(root, xml_attr(node, "target")) else xml_text(node)
}

pointers <- function(node, type) {
  found <- xml_find_all(node, sprintf("tei:ptr[@type='%s']", type), space)
  bare(unlist(lapply(xml_attr(found, "target"), words)))
}

records <- function(file) {
  root <- read_xml(file)
  all <- function(motivation) xml_find_all(root, sprintf("//tei:annotation[@motivation='%s']", motivation), space)
  stance <- function(node) {
    ana <- words(xml_attr(node, "ana"))
    told <- list(holder = pointers(node, "holder"), target = pointers(node, "stanceTarget"),
                 quotation = pointers(node, "attribution"),
                 position = sub("position:", "", ana[startsWith(ana, "position:")]))
    Filter(length, told)
  }
  list(
    document = xml_attr(xml_root(root), "id"),
    quotations = lapply(all("linking"), function(node) list(
      id = xml_attr(node, "id"), pieces = as.list(passages(root, xml_attr(node, "target"))),
      speakers = as.list(pointers(node, "speaker")))),
    topics = lapply(all("classifying"), function(node) {
      targets <- words(xml_attr(node, "target"))
      list(category = bare(words(xml_attr(node, "ana"))[1]), targets = as.list(bare(targets[!grepl("(", targets, fixed = TRUE)])))
    }),
    stances = lapply(all("assessing"), stance)
  )
}

cat(jsonlite::toJSON(lapply(commandArgs(TRUE), records), auto_unbox = TRUE))
