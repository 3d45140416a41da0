//! Writes the guide, the rule book and the open questions as pages that stand beside the app: `write-rule-book FOLDER`.

use std::path::PathBuf;
use std::{env, fs, io};

use hopscope_diagram::{guide, open_questions, rule_book};
use hopscope_locale::{Catalog, Language};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("which folder? write-rule-book FOLDER"))?;
    fs::create_dir_all(&folder)?;
    for language in Language::ALL {
        let page = rule_book::html(&Catalog::embedded(*language), *language);
        fs::write(folder.join(format!("{}.html", language.tag())), page)?;
        let guide = guide::html(&Catalog::embedded(*language), *language, env!("CARGO_PKG_REPOSITORY"));
        fs::write(folder.join(format!("{}.guide.html", language.tag())), guide)?;
        let open = open_questions::html(&Catalog::embedded(*language), *language);
        fs::write(folder.join(format!("{}.open.html", language.tag())), open)?;
    }
    Ok(())
}
