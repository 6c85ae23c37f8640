//! The files of a model.

use std::fs;

use hydrascope::embed::Model;
use tempfile::TempDir;

/// The files of a folder, in the order in which they lie in the bytes.
const FILES: [&str; 4] =
    ["config.json", "sentence_bert_config.json", "1_Pooling/config.json", "tokenizer.json"];

const TEXTS: [&str; 5] =
    ["", "Name a river.", "river river Name", "  ", "\u{200b}d\u{e9}j\u{e0} vu \u{1f600}"];

/// Writes a folder of files that stand between bytes of zero, the graph left empty, and opens it. Whatever a file holds, there is a
/// model or an error; texts have no more tokens than the model allows, and the same one by one and together.
pub fn model(bytes: &[u8]) {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("1_Pooling")).unwrap();
    fs::write(folder.path().join("model.onnx"), []).unwrap();
    for (file, content) in FILES.iter().zip(bytes.split(|&byte| byte == 0)) {
        if !content.is_empty() {
            fs::write(folder.path().join(file), content).unwrap();
        }
    }
    let Ok(model) = Model::from_folder(folder.path()) else { return };
    let Ok(tokenizer) = model.tokenizer() else { return };
    assert_eq!(tokenizer.max_tokens(), model.max_tokens());
    let Ok(all) = tokenizer.encode_all(&TEXTS) else { return };
    for (text, together) in TEXTS.iter().zip(all.iter()) {
        let alone = tokenizer.encode(text).unwrap();
        assert!(alone.len() <= model.max_tokens(), "{} tokens", alone.len());
        assert!(together == alone || (text.trim().is_empty() && together.is_empty()), "{text:?}");
    }
}
