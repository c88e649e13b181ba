//! The visible text of a web page.
//!
//! Blocks are paragraphs; what is navigation, form or code is left out; title, language, address, publisher and date come from
//! the elements made for them. The text is extracted, so offsets into it are not offsets into the page.

use std::{cell::RefCell, rc::Rc};

use claims::Document;
use lol_html::{
    HtmlRewriter, MemorySettings, Settings, doc_text, element, end_tag,
    errors::RewritingError,
    html_content::{Element, TextChunk},
};

use crate::{
    encoding::Encoding,
    fields::{self, Field},
    problem::Problem,
};

/// Memory that the parser may take for one page, in bytes.
const MEMORY: usize = 64 << 20;

/// Elements open at once. Browsers stop at 512; what is deeper is read as if it stood at this depth.
const DEEPEST: usize = 1024;

/// A page read, with what the user should look at.
pub(crate) struct Read {
    pub(crate) document: Document,
    pub(crate) warnings: Vec<Problem>,
}

/// Reads a page.
pub(crate) fn read(page: &str, file: &str) -> Result<Read, Problem> {
    let found = parse(page).map_err(|error| {
        Problem::error(file, format!("this page cannot be parsed ({error})"), "save its text and read that")
    })?;
    let mut document = Document { text: found.text.trim().to_owned(), ..Document::default() };
    if document.text.is_empty() {
        let advice = "save its text and read that; a page that is drawn by a script holds none";
        return Err(Problem::error(file, "this page has no visible text", advice));
    }
    let mut warnings = Vec::new();
    for (field, value) in [
        (Field::Title, found.og_title.or(found.title)),
        (Field::Language, found.language),
        (Field::Url, found.canonical.or(found.og_url)),
        (Field::Publisher, found.site_name),
        (Field::Published, found.published),
    ] {
        // What a page says of itself is often wrong; that costs the field and not the document.
        if let Some(Err(problem)) = value.map(|value| fields::set(&mut document, field, &value, file)) {
            let what = format!("{}, and was left out", problem.what);
            warnings.push(Problem::warning(file, what, "name it with an option if you know it"));
        }
    }
    Ok(Read { document, warnings })
}

/// The encoding that a page declares in its first kilobyte.
pub(crate) fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset")?;
    let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(label.len());
    // A page in UTF-16 could not have been read so far.
    label.get(..end)?.parse().ok().filter(|encoding: &Encoding| encoding.keeps_ascii())
}

/// What is to stand between the text so far and the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Not to be read.
    Hidden,
    Title,
    /// A paragraph, heading, item, row.
    Block,
    Cell,
    Preformatted,
    Inline,
}

struct Open {
    number: u64,
    name: String,
    role: Role,
}

#[derive(Default)]
struct Page {
    text: String,
    gap: Gap,
    /// The text node that is being read, with its entities.
    node: String,
    open: Vec<Open>,
    /// Elements so far, so that each has a number.
    count: u64,
    hidden: usize,
    preformatted: usize,
    title: Option<String>,
    og_title: Option<String>,
    og_url: Option<String>,
    canonical: Option<String>,
    site_name: Option<String>,
    published: Option<String>,
    language: Option<String>,
}

fn parse(page: &str) -> Result<Page, RewritingError> {
    let found = Rc::new(RefCell::new(Page::default()));
    let (at_element, at_text) = (Rc::clone(&found), Rc::clone(&found));
    let settings = Settings::new()
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .append_element_content_handler(element!("*", move |element: &mut Element<'_, '_>| {
            let Some(number) = at_element.borrow_mut().enter(element) else { return Ok(()) };
            let at_end = Rc::clone(&at_element);
            element.on_end_tag(end_tag!(move |_| {
                at_end.borrow_mut().leave(number);
                Ok(())
            }))
        }))
        .append_document_content_handler(doc_text!(move |chunk: &mut TextChunk<'_>| {
            at_text.borrow_mut().add(chunk);
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    rewriter.write(page.as_bytes())?;
    rewriter.end()?;
    Ok(found.take())
}

impl Page {
    /// Notes the start of an element. Its number, if its end is to be told.
    fn enter(&mut self, element: &Element<'_, '_>) -> Option<u64> {
        let name = element.tag_name();
        self.flush();
        self.note(&name, element);
        let role = role(&name, element);
        match role {
            Role::Block | Role::Preformatted => self.gap = Gap::Paragraph,
            Role::Cell => self.gap = self.gap.max(Gap::Cell),
            _ if name == "br" => self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line },
            _ => {}
        }
        if !element.can_have_content() {
            return None;
        }
        self.close_implied(&name, role);
        // Deeper than any page is, only what hides text is still kept.
        if self.open.len() >= DEEPEST && role != Role::Hidden || self.open.len() >= 2 * DEEPEST {
            return None;
        }
        self.count += 1;
        self.hidden += usize::from(role == Role::Hidden);
        self.preformatted += usize::from(role == Role::Preformatted);
        self.open.push(Open { number: self.count, name, role });
        Some(self.count)
    }

    /// What a page says of itself.
    fn note(&mut self, name: &str, element: &Element<'_, '_>) {
        let attribute = |name| {
            let value = element.get_attribute(name)?;
            let value = html_escape::decode_html_entities(&value).trim().to_owned();
            (!value.is_empty()).then_some(value)
        };
        match name {
            "html" if self.language.is_none() => self.language = attribute("lang"),
            "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = attribute("href").filter(|href| href.contains("://"));
            }
            "meta" => {
                let key = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
                let slot = match key.unwrap_or_default().to_ascii_lowercase().as_str() {
                    "og:title" => &mut self.og_title,
                    "og:url" => &mut self.og_url,
                    "og:site_name" => &mut self.site_name,
                    "article:published_time" | "datepublished" => &mut self.published,
                    _ => return,
                };
                if slot.is_none() {
                    *slot = attribute("content");
                }
            }
            _ => {}
        }
    }

    /// Closes what the start of this element ends without an end tag: a paragraph, an item, a cell.
    fn close_implied(&mut self, name: &str, role: Role) {
        let implied = self.open.last().is_some_and(|last| match last.name.as_str() {
            "p" => matches!(role, Role::Block | Role::Preformatted),
            "li" | "tr" | "dt" | "dd" | "option" => last.name == name,
            "td" | "th" => matches!(name, "td" | "th" | "tr"),
            _ => false,
        });
        if implied {
            self.pop();
        }
    }

    /// The end of an element, and with it of all that were left open within it.
    fn leave(&mut self, number: u64) {
        self.flush();
        while self.open.last().is_some_and(|last| last.number >= number) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some(last) = self.open.pop() else { return };
        match last.role {
            Role::Hidden => self.hidden -= 1,
            Role::Preformatted => {
                self.preformatted -= 1;
                self.gap = Gap::Paragraph;
            }
            Role::Block => self.gap = Gap::Paragraph,
            Role::Cell => self.gap = self.gap.max(Gap::Cell),
            Role::Title | Role::Inline => {}
        }
    }

    fn add(&mut self, chunk: &TextChunk<'_>) {
        if self.hidden == 0 {
            self.node.push_str(chunk.as_str());
        }
        if chunk.last_in_text_node() {
            self.flush();
        }
    }

    /// Writes the text node that was gathered.
    fn flush(&mut self) {
        if self.node.is_empty() {
            return;
        }
        let node = std::mem::take(&mut self.node);
        let node = html_escape::decode_html_entities(&node);
        if self.open.last().is_some_and(|last| last.role == Role::Title) {
            let title = node.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            if self.title.is_none() && !title.is_empty() {
                self.title = Some(title);
            }
            return;
        }
        for c in node.chars() {
            if c.is_ascii_whitespace() {
                let gap = if self.preformatted == 0 {
                    Gap::Space
                } else if c != '\n' {
                    self.gap.max(Gap::Space)
                } else if self.gap >= Gap::Line {
                    Gap::Paragraph
                } else {
                    Gap::Line
                };
                self.gap = self.gap.max(gap);
            } else {
                let gap = if self.text.is_empty() { Gap::None } else { self.gap };
                self.text.push_str(match gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Cell => "\t",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
                self.gap = Gap::None;
                self.text.push(c);
            }
        }
    }
}

fn role(name: &str, element: &Element<'_, '_>) -> Role {
    let style = || element.get_attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    match name {
        "script" | "style" | "noscript" | "template" | "nav" | "footer" | "aside" | "form" | "button" | "select"
        | "textarea" | "svg" | "math" | "iframe" | "object" | "canvas" | "audio" | "video" | "dialog" | "menu" => {
            Role::Hidden
        }
        _ if element.has_attribute("hidden") || style().contains("display:none") => Role::Hidden,
        "title" => Role::Title,
        "td" | "th" => Role::Cell,
        "pre" => Role::Preformatted,
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr"
        | "table" | "caption" | "thead" | "tbody" | "blockquote" | "figure" | "figcaption" | "article" | "section"
        | "main" | "header" | "hgroup" | "address" | "hr" | "body" | "details" | "summary" | "fieldset" => Role::Block,
        _ => Role::Inline,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn text(page: &str) -> String {
        read(page, "page.html").map_or_else(|problem| problem.to_string(), |read| read.document.text)
    }

    #[test]
    fn a_page() {
        let page = "<!doctype html><html lang=he dir=rtl><head><meta charset=utf-8><title>A &amp; B | Site</title>\
            <meta property='og:title' content='A &quot;B&quot;'><meta property=og:site_name content=Ynet>\
            <meta property='article:published_time' content='2025-11-07T08:15:00.000+02:00'>\
            <link rel=canonical href='https://example.org/a'><style>p{}</style><script>var a='<p>no</p>'</script></head>\
            <body><nav><ul><li>Home</ul></nav><header><h1>Head\n line</h1></header>\
            <article><p>First&nbsp;one, <b>bo</b>ld.<p>Second<br>line &#8212; &ldquo;q&rdquo;<aside>Ad</aside></p>\
            <ul><li>One<li>Two</ul><table><tr><td>a<td>b<tr><td>c</table><p hidden>No</p><p style='display: none'>No</p>\
            <pre>x\n  y\n\nz</pre></article><footer>(c)</footer></body></html>";
        let read = read(page, "page.html").unwrap();
        let d = read.document;
        assert_eq!(
            d.text,
            "Head line\n\nFirst\u{a0}one, bold.\n\nSecond\nline — “q”\n\nOne\n\nTwo\n\na\tb\n\nc\n\nx\ny\n\nz"
        );
        assert_eq!(d.title.as_deref(), Some("A \"B\""));
        assert_eq!(d.language.as_deref(), Some("he"));
        assert_eq!(d.publisher.as_deref(), Some("Ynet"));
        assert_eq!(d.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(d.published.unwrap().to_string(), "2025-11-07T08:15:00");
        assert!(read.warnings.is_empty());
    }

    #[test]
    fn what_a_page_says_wrongly_is_left_out() {
        let read = read("<html lang='Hebrew!'><meta itemprop=datePublished content=soon><p>Text", "page.html").unwrap();
        assert_eq!((read.document.language, read.document.published), (None, None));
        assert_eq!(read.warnings.len(), 2);
        assert!(read.warnings[1].to_string().contains("`published: soon` is no date"), "{}", read.warnings[1]);
    }

    #[test]
    fn broken_pages() {
        for (page, expected) in [
            ("plain", "plain"),
            ("<p>a<div>b</p>c", "a\n\nb\n\nc"),
            ("<div><nav>no</div>yes", "yes"),
            ("<p>a < b &amp &bogus; &#xZZ;", "a < b &amp &bogus; &#xZZ;"),
            ("<p>a<!-- no --><![CDATA[x]]>b", "ab"),
            ("<div", "page.html: this page has no visible text"),
            ("<script>only", "page.html: this page has no visible text"),
            ("", "page.html: this page has no visible text"),
        ] {
            assert!(text(page).starts_with(expected), "{page}: {}", text(page));
        }
    }

    #[test]
    fn hostile_pages_take_linear_time() {
        for (open, close) in [
            ("<div>", "</div>"),
            ("<div>", "</span>"),
            ("<p><b>", "</i>"),
            ("<nav>", "</nav>"),
            ("<x a=", ">"),
            ("&", ";"),
        ] {
            let page = format!("<p>start</p>{}text{}", open.repeat(50_000), close.repeat(50_000));
            let start = Instant::now();
            let _ = read(&page, "page.html");
            assert!(start.elapsed() < Duration::from_secs(8), "{open}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn declared_encodings() {
        for (head, label) in [
            ("<meta charset=\"windows-1255\">", Some("windows-1255")),
            ("<META http-equiv=Content-Type content='text/html; CHARSET = ISO-8859-8-I'>", Some("ISO-8859-8-I")),
            ("<meta charset=utf-16>", None),
            ("<meta charset=klingon>", None),
            ("<p>", None),
        ] {
            assert_eq!(declared(head.as_bytes()).map(|e| e.to_string()).as_deref(), label, "{head}");
        }
    }
}
