//! Updates from a real server on this computer, signed with keys made for the test.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::net::TcpListener;
use std::thread;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use keepers_desktop::error::Problem;
use keepers_desktop::protocol::{NetworkNote, NetworkOutcome};
use keepers_desktop::updates::signed;
use minisign::KeyPair;
use serde_json::{Value, json};
use tauri::App;
use tauri::async_runtime::block_on;
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};

const HERE: &str = "0.1.0";
const NEWER: &str = "0.2.0";
const PROGRAM: &[u8] = b"the program as it was built";

/// A server of one answer for each path; it ends with the test's process.
struct Server {
    address: String,
}

impl Server {
    fn start(answers: impl Fn(&str, &str) -> (u16, Vec<u8>) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let base = address.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let first = lines.next().unwrap_or_default();
                let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                // The whole request is read before it is answered.
                for _ in lines.take_while(|line| !line.is_empty()) {}
                let (status, body) = answers(&path, &base);
                let length = body.len();
                let head =
                    format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
                stream.write_all(&[head.as_bytes(), &body].concat()).ok();
            }
        });
        Self { address }
    }
}

/// A key of the makers, and what it signs.
struct Makers(KeyPair);

impl Makers {
    fn new() -> Self {
        Self(KeyPair::generate_unencrypted_keypair().unwrap())
    }

    fn public_key(&self) -> String {
        STANDARD.encode(self.0.pk.to_box().unwrap().to_string())
    }

    fn sign(&self, program: &[u8], version: &str) -> String {
        let comment = format!("timestamp:0\tfile:keepers\tversion:{version}");
        let signed = minisign::sign(None, &self.0.sk, Cursor::new(program), Some(&comment), None).unwrap();
        STANDARD.encode(signed.to_string())
    }
}

fn app(plugins: Value) -> App<MockRuntime> {
    let mut context = mock_context(noop_assets());
    context.config_mut().plugins.0 = serde_json::from_value(plugins).unwrap();
    context.package_info_mut().version = HERE.parse().unwrap();
    let app = mock_builder().build(context).unwrap();
    signed::install_plugin(app.handle()).unwrap();
    app
}

/// An app that was built for this server and these makers, as the release workflow configures it,
/// but for the transport: the server of a test has no certificate.
fn built_for(address: &str, makers: &Makers) -> App<MockRuntime> {
    app(json!({ "updater": {
        "endpoints": [format!("{address}/latest.json")],
        "pubkey": makers.public_key(),
        "requireSignedVersion": true,
        "dangerousInsecureTransportProtocol": true,
    }}))
}

fn release(version: &str, signature: &str) -> impl Fn(&str, &str) -> (u16, Vec<u8>) + Send + 'static {
    let (version, signature) = (version.to_owned(), signature.to_owned());
    move |path, base| match path {
        "/latest.json" => {
            let url = format!("{base}/program");
            let notes = "Faster on large libraries.";
            let release = json!({ "version": version, "url": url, "signature": signature, "notes": notes });
            (200, release.to_string().into_bytes())
        }
        "/program" => (200, PROGRAM.to_vec()),
        _ => (404, Vec::new()),
    }
}

/// Looks, and fetches what was found. Says what came of it, with the notes for the ledger.
fn look_and_fetch(app: &App<MockRuntime>) -> (Result<Option<Vec<u8>>, Problem>, Vec<NetworkNote>) {
    let notes = RefCell::new(Vec::new());
    let note = |note| notes.borrow_mut().push(note);
    let came = block_on(async {
        match signed::look(app.handle(), note).await? {
            Some(mut update) => signed::fetch(&mut update, note).await.map(Some),
            None => Ok(None),
        }
    });
    (came, notes.into_inner())
}

fn code(came: Result<Option<Vec<u8>>, Problem>) -> String {
    came.expect_err("it is refused").code
}

fn said(notes: &[NetworkNote]) -> Vec<(&str, &str, NetworkOutcome)> {
    notes.iter().map(|note| (note.purpose.as_str(), note.host.as_str(), note.outcome)).collect()
}

#[test]
fn nothing_newer_is_said_by_silence_or_by_this_version() {
    let makers = Makers::new();
    let signature = makers.sign(PROGRAM, HERE);
    for server in [Server::start(|_, _| (204, Vec::new())), Server::start(release(HERE, &signature))] {
        let (came, notes) = look_and_fetch(&built_for(&server.address, &makers));
        assert_eq!(came.unwrap(), None);
        assert_eq!(said(&notes), [("update_check", "127.0.0.1", NetworkOutcome::Ok)]);
    }
}

#[test]
fn an_older_version_is_none() {
    let makers = Makers::new();
    let server = Server::start(release("0.0.9", &makers.sign(PROGRAM, "0.0.9")));
    assert_eq!(look_and_fetch(&built_for(&server.address, &makers)).0.unwrap(), None);
}

#[test]
fn a_newer_version_is_found_fetched_and_written_down() {
    let makers = Makers::new();
    let server = Server::start(release(NEWER, &makers.sign(PROGRAM, NEWER)));
    let app = built_for(&server.address, &makers);
    let update = block_on(signed::look(app.handle(), |_| {})).unwrap().unwrap();
    assert_eq!(
        (update.version.as_str(), update.body.as_deref()),
        (NEWER, Some("Faster on large libraries."))
    );

    let (came, notes) = look_and_fetch(&app);
    assert_eq!(came.unwrap().unwrap(), PROGRAM);
    let ok = NetworkOutcome::Ok;
    assert_eq!(said(&notes), [("update_check", "127.0.0.1", ok), ("update_download", "127.0.0.1", ok)]);
    assert!(notes[0].received > 0);
    assert_eq!(notes[1].received, PROGRAM.len() as u64);
}

#[test]
fn what_others_signed_or_nobody_is_thrown_away() {
    let makers = Makers::new();
    let others = Makers::new().sign(PROGRAM, NEWER);
    let of_another_program = makers.sign(b"another program", NEWER);
    for signature in [others, of_another_program, STANDARD.encode("no signature"), "%".into(), String::new()]
    {
        let server = Server::start(release(NEWER, &signature));
        let (came, notes) = look_and_fetch(&built_for(&server.address, &makers));
        assert_eq!(code(came), "update_not_trusted", "{signature}");
        assert_eq!(notes.len(), 2, "what was thrown away was asked for all the same");
    }
}

#[test]
fn an_old_program_under_a_new_number_is_thrown_away() {
    let makers = Makers::new();
    let server = Server::start(release(NEWER, &makers.sign(PROGRAM, "0.0.9")));
    assert_eq!(code(look_and_fetch(&built_for(&server.address, &makers)).0), "update_not_trusted");
}

#[test]
fn an_address_that_fails_is_told_and_written_down() {
    let makers = Makers::new();
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let broken = Server::start(|_, _| (500, Vec::new()));
    for address in [closed, broken.address] {
        let (came, notes) = look_and_fetch(&built_for(&address, &makers));
        assert_eq!(code(came), "update_unreachable");
        assert_eq!(said(&notes), [("update_check", "127.0.0.1", NetworkOutcome::Failed)]);
    }
}

#[test]
fn an_answer_that_is_no_release_is_refused() {
    let makers = Makers::new();
    for answer in ["{}", "null", r#"{"version":"new"}"#] {
        let server = Server::start(move |_, _| (200, answer.into()));
        let (came, notes) = look_and_fetch(&built_for(&server.address, &makers));
        assert_eq!(code(came), "update_answer_unknown", "{answer}");
        assert_eq!(notes.len(), 1);
    }
    let elsewhere = json!({ "version": NEWER, "platforms": { "haiku-m68k": {
        "url": "http://127.0.0.1/program", "signature": "" } } });
    let server = Server::start(move |_, _| (200, elsewhere.to_string().into_bytes()));
    let (came, _) = look_and_fetch(&built_for(&server.address, &makers));
    assert_eq!(code(came), "update_not_for_this_system");
}

#[test]
fn without_an_address_nothing_is_asked() {
    let key = Makers::new().public_key();
    for plugins in [json!({}), json!({ "updater": { "endpoints": [], "pubkey": key } })] {
        let (came, notes) = look_and_fetch(&app(plugins));
        assert_eq!(code(came), "no_update_address");
        assert_eq!(notes, []);
    }
}
