//! Lines of bounded length from a stream that may say anything.

use std::io::{self, BufRead};

/// A line as it came, without its end.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    Whole(Vec<u8>),
    /// A line longer than the limit: its bytes were read and thrown away.
    TooLong,
}

/// Reads the next line of at most `limit` bytes; `None` at the end of the stream.
///
/// What follows the last line end is a line too. Memory stays within `limit` whatever comes.
pub fn next_line(stream: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut too_long = false;
    loop {
        let chunk = match stream.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok((too_long || !line.is_empty()).then(|| finish(line, too_long)));
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = &chunk[..end.unwrap_or(chunk.len())];
        if line.len() + part.len() > limit {
            too_long = true;
            line = Vec::new();
        } else if !too_long {
            line.extend_from_slice(part);
        }
        let read = end.map_or(chunk.len(), |end| end + 1);
        stream.consume(read);
        if end.is_some() {
            return Ok(Some(finish(line, too_long)));
        }
    }
}

fn finish(mut line: Vec<u8>, too_long: bool) -> Line {
    if too_long {
        return Line::TooLong;
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Line::Whole(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(text: &[u8], limit: usize, buffer: usize) -> Vec<Line> {
        let mut stream = BufReader::with_capacity(buffer, text);
        std::iter::from_fn(|| next_line(&mut stream, limit).unwrap()).collect()
    }

    fn whole(text: &str) -> Line {
        Line::Whole(text.as_bytes().to_vec())
    }

    #[test]
    fn lines_come_without_their_ends_whatever_the_pieces_they_arrive_in() {
        for buffer in 1..12 {
            let read = lines(b"one\ntwo\r\n\nlast", 8, buffer);
            assert_eq!(read, [whole("one"), whole("two"), whole(""), whole("last")], "{buffer}");
        }
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_and_the_next_one_is_read() {
        for buffer in 1..24 {
            let read = lines(b"12345\n123456\nthat was a very long one\nok\nlong at the end", 5, buffer);
            let expected = [whole("12345"), Line::TooLong, Line::TooLong, whole("ok"), Line::TooLong];
            assert_eq!(read, expected, "{buffer}");
        }
    }

    #[test]
    fn nothing_is_no_line() {
        assert_eq!(lines(b"", 5, 4), []);
    }
}
