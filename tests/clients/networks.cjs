// Prints nodes and edges of a network as graphology, the library under Gephi Lite, reads it: node networks.cjs FILE
const fs = require("node:fs");
const { MultiGraph } = require("graphology");

const [file] = process.argv.slice(2);
const { parse } = file.endsWith(".gexf") ? require("graphology-gexf") : require("graphology-graphml");
const graph = parse(MultiGraph, fs.readFileSync(file, "utf8"));
const nodes = graph.mapNodes((node, told) => [node, told]);
const edges = graph.mapEdges((edge, told, source, target) => [source, target, graph.isDirected(edge), told]);
console.log(JSON.stringify({ nodes, edges }));
