//! A session bus of a test's own, so that no test meets the desktop it runs on.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use zbus::blocking::{Connection, connection};

pub struct PrivateBus {
    daemon: Child,
    address: String,
}

impl PrivateBus {
    pub fn start() -> Self {
        let mut daemon = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon (Debian's package dbus-daemon) starts");
        let mut address = String::new();
        let said = daemon.stdout.take().expect("its output is a pipe");
        BufReader::new(said).read_line(&mut address).expect("dbus-daemon says its address");
        Self { daemon, address: address.trim().to_owned() }
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
