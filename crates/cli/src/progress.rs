//! A progress bar for a person who watches; nothing for anybody else.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Counts documents, where the number of all is not known before.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar over so many bytes on standard error, or nothing.
    pub fn new(shown: bool, bytes: u64) -> Progress {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(bytes.max(1)), target);
        let style = "{elapsed_precise} {wide_bar} {bytes}/{total_bytes} {msg}";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress(bar)
    }

    /// Another document of that many bytes.
    pub fn document(&self, bytes: usize) {
        self.0.inc(bytes as u64);
    }

    /// What stands beside the bar.
    pub fn message(&self, message: String) {
        self.0.set_message(message);
    }

    /// Prints a line above the bar.
    pub fn line(&self, line: &str) {
        self.0.suspend(|| {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "{line}");
        });
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
