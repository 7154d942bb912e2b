(: Prints the records of TEI files as JSON: basex -w -bfiles="FILE|FILE" tei.xq :)
declare namespace tei = "http://www.tei-c.org/ns/1.0";
declare variable $files external;

declare function local:block($root, $id) { $root//*[@xml:id = $id] };

declare function local:passages($root, $target) {
  for $one in tokenize(normalize-space($target), " ")
  return local:passage($root, $one)
};

declare function local:passage($root, $pointer) {
  let $numbers := tokenize(replace($pointer, "^#[a-z-]+\(|\)+$|string-index\(|\)", ""), ",")
  return
    if (starts-with($pointer, "#string-range("))
    then substring(string(local:block($root, $numbers[1])), xs:integer($numbers[2]) + 1, xs:integer($numbers[3]))
    else if (starts-with($pointer, "#range("))
    then
      let $first := local:block($root, $numbers[1]), $last := local:block($root, $numbers[3])
      let $between := $root//tei:text//*[matches(@xml:id, "\.b\d+$")][not(. << $first) and not(. >> $last)]
      return string-join(
        for $block in $between
        let $text := if ($block is $last) then substring(string($block), 1, xs:integer($numbers[4])) else string($block)
        return if ($block is $first) then substring($text, xs:integer($numbers[2]) + 1) else $text, "&#10;")
    else
      let $node := local:block($root, substring($pointer, 2))
      return if ($node/self::tei:span) then local:passages($root, $node/@target) else string($node)
};

declare function local:pointers($node, $type) {
  for $pointer in $node/tei:ptr[@type = $type], $one in tokenize(normalize-space($pointer/@target))
  return replace($one, "^#", "")
};

serialize(array {
  for $file in tokenize($files, "\|")
  let $root := doc($file)
  return map {
    "document": string($root/tei:TEI/@xml:id),
    "quotations": array {
      for $node in $root//tei:annotation[@motivation = "linking"]
      return map {
        "id": string($node/@xml:id),
        "pieces": array { local:passages($root, $node/@target) },
        "speakers": array { local:pointers($node, "speaker") }
      } },
    "topics": array {
      for $node in $root//tei:annotation[@motivation = "classifying"]
      return map {
        "category": replace(tokenize(normalize-space($node/@ana))[1], "^#", ""),
        "targets": array { tokenize(normalize-space($node/@target))[not(contains(., "("))] ! substring(., 2) }
      } },
    "stances": array {
      for $node in $root//tei:annotation[@motivation = "assessing"]
      return map:merge((
        for $pair in (["holder", "holder"], ["target", "stanceTarget"], ["quotation", "attribution"])
        let $told := local:pointers($node, $pair(2))
        where exists($told)
        return map { $pair(1): $told[1] },
        for $word in tokenize(normalize-space($node/@ana))[starts-with(., "position:")]
        return map { "position": substring-after($word, ":") }
      )) }
  }
}, map { "method": "json" })
