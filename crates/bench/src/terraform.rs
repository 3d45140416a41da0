//! A large configuration: a distribution before a REST API of many methods, each with its function, in many files.

use data_encoding::BASE64;
use hopscope_question::{ImportFile, Question};

/// How many services there are, each in a file of its own.
const SERVICES: usize = 51;

const SERVICE: &str = include_str!("service.tf");
const SITE: &str = include_str!("site.tf");

/// The files: some 5,000 lines.
pub fn files() -> Vec<(String, Vec<u8>)> {
    let service = |number: usize| {
        let name = format!("service{number}");
        (format!("{name}.tf"), SERVICE.replace("NAME", &name).into_bytes())
    };
    std::iter::once(("main.tf".to_owned(), SITE.as_bytes().to_vec())).chain((0..SERVICES).map(service)).collect()
}

/// The question that the page asks its worker to import them.
pub fn message() -> String {
    let file = |(name, bytes): (String, Vec<u8>)| ImportFile { name, data: BASE64.encode(&bytes) };
    let files = files().into_iter().map(file).collect();
    Question::Import { files, values: Default::default(), url: String::new() }.to_message()
}
