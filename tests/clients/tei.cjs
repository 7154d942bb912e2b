// Prints the records of TEI files as CETEIcean shows them to a page: node tei.cjs FILE...
const fs = require("node:fs");
const path = require("node:path");
const { JSDOM } = require("jsdom");

const script = fs.readFileSync(path.join(process.env.NODE_PATH, "CETEIcean", "dist", "CETEI.js"), "utf8");
const points = (text) => Array.from(text);

function records(file) {
  const { window } = new JSDOM("<!DOCTYPE html><body></body>", { runScripts: "outside-only", url: "http://localhost/" });
  window.eval(`${script}\nwindow.CETEI = CETEI;`);
  const page = window.document;
  page.body.append(new window.CETEI().makeHTML5(fs.readFileSync(file, "utf8")));

  const words = (node, name) => (node.getAttribute(name) ?? "").split(/\s+/).filter(Boolean);
  const bare = (pointer) => pointer.replace(/^#/, "");
  const block = (id) => page.getElementById(id);
  const blocks = [...page.querySelectorAll("tei-body *")].filter((node) => /\.b\d+$/.test(node.id));

  function passages(target) {
    return [...target.matchAll(/#string-range\(([^,]+),(\d+),(\d+)\)|#range\(string-index\(([^,]+),(\d+)\),string-index\(([^,]+),(\d+)\)\)|#(\S+)/g)]
      .flatMap(([, one, offset, length, first, start, last, end, id]) => {
        if (one) return [points(block(one).textContent).slice(+offset, +offset + +length).join("")];
        if (first) {
          const between = blocks.slice(blocks.indexOf(block(first)), blocks.indexOf(block(last)) + 1).map((node) => node.textContent);
          between.push(points(between.pop()).slice(0, +end).join(""));
          between[0] = points(between[0]).slice(+start).join("");
          return [between.join("\n")];
        }
        const node = block(id);
        return node.localName === "tei-span" ? passages(node.getAttribute("target")) : [node.textContent];
      });
  }

  const all = (motivation) => [...page.querySelectorAll(`tei-annotation[motivation=${motivation}]`)];
  const pointers = (node, type) => [...node.querySelectorAll(`tei-ptr[type=${type}]`)].flatMap((one) => words(one, "target").map(bare));
  return {
    document: page.querySelector("tei-TEI, tei-tei").id,
    quotations: all("linking").map((node) => ({ id: node.id, pieces: passages(node.getAttribute("target")), speakers: pointers(node, "speaker") })),
    topics: all("classifying").map((node) => ({ category: bare(words(node, "ana")[0]), targets: words(node, "target").filter((one) => !one.includes("(")).map(bare) })),
    stances: all("assessing").map((node) => ({
      holder: pointers(node, "holder")[0],
      target: pointers(node, "stanceTarget")[0],
      quotation: pointers(node, "attribution")[0],
      position: words(node, "ana").filter((one) => one.startsWith("position:")).map((one) => one.slice(9))[0],
    })),
  };
}

console.log(JSON.stringify(process.argv.slice(2).map(records)));
