//! What a run is given to read: a text, pages of documentation, or a document that another program
//! has built already.

/// One document to generate from.
#[derive(Clone, Debug)]
pub enum Source {
    /// YAML or JSON, under the name that diagnostics print.
    Text {
        /// A path as the user gave it.
        name: String,
        /// The whole text.
        text: String,
    },
    /// Pages of documentation, each a name and its text. A single one may be given as a text.
    Pages(Vec<(String, String)>),
    /// A document of OpenAPI 3.0 as the crate `openapiv3` has it.
    OpenApi(Box<openapiv3::OpenAPI>),
}

impl From<openapiv3::OpenAPI> for Source {
    fn from(document: openapiv3::OpenAPI) -> Self {
        Self::OpenApi(Box::new(document))
    }
}

impl Source {
    /// Names and texts to read, several only of pages. A document that has no text is written as
    /// JSON, in its own order: it then goes the way of all texts, and diagnostics have lines to
    /// show.
    ///
    /// # Errors
    ///
    /// When serde_json can't write the document.
    pub fn into_texts(self) -> Result<Vec<(String, String)>, serde_json::Error> {
        match self {
            Self::Text { name, text } => Ok(vec![(name, text)]),
            Self::Pages(pages) => Ok(pages),
            Self::OpenApi(document) => {
                let text = serde_json::to_string_pretty(&document)?;
                Ok(vec![("openapiv3::OpenAPI".to_owned(), text)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::diagnostic::Diagnostics;
    use crate::document::{self, OrRef};
    use crate::text::Files;
    use crate::tree::{self, Bounds};

    #[test]
    fn a_built_document_becomes_a_text_in_its_own_order() {
        let document = openapiv3::OpenAPI { openapi: "3.0.3".to_owned(), ..Default::default() };
        let texts = Source::from(document).into_texts().expect("plain data is JSON");
        let [(name, text)] = texts.as_slice() else {
            panic!("one document is one text");
        };
        assert_eq!(name, "openapiv3::OpenAPI");
        assert!(text.starts_with("{\n  \"openapi\": \"3.0.3\""), "{text}");
    }

    #[test]
    fn a_built_document_is_read_like_any_other() {
        let text = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {
            "/a": {"get": {"responses": {"200": {"description": ""}}}, "put": {"responses": {}}}}}"#;
        let built: openapiv3::OpenAPI = serde_json::from_str(text).expect("it is OpenAPI 3.0");
        let counted = built.operations().count();
        let mut texts = Source::from(built).into_texts().expect("plain data is JSON");
        let (name, text) = texts.remove(0);
        let (mut files, mut out) = (Files::default(), Diagnostics::default());
        let file = files.add(name, text);
        let root = tree::read(&files, file, &Bounds::default(), &mut out);
        let document = document::read(&root.expect("it is JSON"), &mut out);
        assert_eq!(out.iter().count(), 0);
        let document = document.expect("it is OpenAPI");
        let OrRef::Here(item) = &document.paths[0].item else {
            panic!("no reference");
        };
        assert_eq!(item.operations.len(), counted);
    }
}
