//! A session bus of a test's own, so that no test meets the desktop it runs on.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use zbus::blocking::{Connection, connection};

/// Everybody may do everything, and nobody is started who was not there.
const RULES: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

pub struct PrivateBus {
    daemon: Child,
    address: String,
    _folder: TempDir,
}

impl PrivateBus {
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        let rules = folder.path().join("bus.conf");
        fs::write(&rules, RULES).expect("the rules are written");
        let mut daemon = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", rules.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon (Debian's package dbus-daemon) starts");
        let mut address = String::new();
        let said = daemon.stdout.take().expect("its output is a pipe");
        BufReader::new(said).read_line(&mut address).expect("dbus-daemon says its address");
        Self { daemon, address: address.trim().to_owned(), _folder: folder }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn builder(&self) -> connection::Builder<'_> {
        connection::Builder::address(self.address()).expect("an address")
    }

    pub fn connect(&self) -> Connection {
        self.builder().build().expect("the bus takes a guest")
    }
}

impl Drop for PrivateBus {
    fn drop(&mut self) {
        self.daemon.kill().ok();
        self.daemon.wait().ok();
    }
}
