//! The command line, as clap reads it. The help is written for somebody who has never heard of the program.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
First steps:
  depositary                                    shows a record made from the sample reports
  depositary read report.txt                    what one report says, nothing is kept
  depositary ingest reports/                    read and keep
  depositary status \"Abraham Accords\"           who stands where, and on whose word
  depositary why \"Abraham Accords\" Kazakhstan   the words that prove it
  depositary help stages                        what the words mean

Exit codes: 0 done; 1 nothing found; 2 an error; 3 the name means several things.";

/// Reads diplomatic reporting and keeps the record: which state did what about which agreement, when, at what stage,
/// according to whom, with the words that prove it.
#[derive(Debug, Parser)]
#[command(name = "depositary", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    /// Without a command: the tour.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// The ledger: the one file in which everything is kept.
    ///
    /// Without it: `depositary.ledger` in this folder if there is one, else in your folder for data
    /// (`~/.local/share/depositary/` on Linux, `~/Library/Application Support/depositary/` on macOS,
    /// `%LOCALAPPDATA%\depositary\` on Windows).
    #[arg(long, global = true, env = "DEPOSITARY_LEDGER", value_name = "FILE")]
    pub ledger: Option<PathBuf>,

    /// A folder with `world/`, `languages/` or `frames/` to lay over the built-in data; may be given several times.
    #[arg(long = "data", global = true, value_name = "DIR")]
    pub data: Vec<PathBuf>,

    /// The language in which the program speaks.
    #[arg(long, global = true, default_value = "en", value_name = "TAG")]
    pub ui: String,

    /// How answers are printed: table for people, json and csv for programs (read: table or jsonl).
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub format: Option<Format>,

    /// The instant to record for what is kept now, in place of the clock: YYYY-MM-DD or 2025-11-07T20:15:00Z.
    #[arg(long, global = true, value_name = "INSTANT", help_heading = "Time")]
    pub recorded: Option<String>,

    /// The day asked for: YYYY-MM-DD, YYYY-MM or YYYY. Without it: today.
    #[arg(long, global = true, value_name = "DAY", help_heading = "Time")]
    pub as_of: Option<String>,

    /// Answer as was known then: leaves out what was recorded later. A day means its end, in UTC.
    #[arg(long, global = true, value_name = "INSTANT", help_heading = "Time")]
    pub known_at: Option<String>,

    /// No progress and no remarks; answers and errors only.
    #[arg(long, short, global = true)]
    pub quiet: bool,

    /// Colours: in a terminal unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

/// How answers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Sentences and tables in the language of the interface.
    Table,
    /// One JSON value.
    Json,
    /// One JSON value a line.
    Jsonl,
    /// The main table, codes for words.
    Csv,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  depositary import --table unts --captured 2015-03-14 treaties/
  depositary import --table csv --captured 2025-11-01 my-table.csv --report json

A row that cannot be read is told with file, row and cell, and left out; the import goes on. Dates that were probably misread are kept
but do not count until you say so: depositary decide accept CLAIM --because ...";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read the sample reports and show the record they make. (What the program does without a command.)
    Tour {
        /// Keep them in the ledger, so that you can ask on.
        #[arg(long)]
        keep: bool,
    },
    /// Read reports and print what they say; nothing is kept.
    Read(ReadArguments),
    /// Read reports and keep them; ends by printing what changed in the record.
    Ingest(IngestArguments),
    /// Read status tables of depositaries and keep what they say; tells what differs from the capture before.
    #[command(after_help = IMPORT_EXAMPLES)]
    Import(ImportArguments),
    /// Who stands where with an agreement, and on whose word.
    #[command(after_help = STATUS_EXAMPLES)]
    Status {
        /// Its name in any language, or its id.
        agreement: String,
    },
    /// The words and rules behind an answer: of a claim, or of a state's place in an agreement.
    #[command(after_help = "Examples:\n  depositary why \"Abraham Accords\" Kazakhstan\n  depositary why 3f2a90c1")]
    Why {
        /// An agreement (with a state after it), or the id of a claim; its first characters are enough.
        agreement_or_claim: String,
        /// The state or organisation.
        participant: Option<String>,
    },
    /// What changed in the record: learnt since an instant, or happened since a day.
    #[command(after_help = CHANGES_EXAMPLES)]
    Changes {
        /// Only of this agreement.
        agreement: Option<String>,
        /// What was learnt since: an instant or a day (its end). Without it and --from: since before the last ingest.
        #[arg(long, value_name = "INSTANT")]
        since: Option<String>,
        /// What happened since this day, with everything known.
        #[arg(long, value_name = "DAY", conflicts_with = "since")]
        from: Option<String>,
    },
    /// Recognition, diplomatic relations, missions and contacts of two states.
    #[command(after_help = "Example:\n  depositary relation Israel Kazakhstan --as-of 2025-11-07")]
    Relation {
        /// One state: a name in any language, or its code (ISR).
        one: String,
        /// The other.
        other: String,
    },
    /// What a name means: agreements, states, organisations, people, offices.
    Find {
        /// A name, or the beginning of one, in any language.
        name: String,
    },
    /// Everything about one state: its agreements, relations, plans, contacts.
    State {
        /// Its name in any language, or its code (KAZ).
        state: String,
    },
    /// What somebody is reported to have said.
    Said {
        /// A person, an office (president@KAZ), a state or an organisation.
        speaker: String,
    },
    /// The acts on an agreement, in order of time.
    Timeline {
        /// The agreement.
        agreement: String,
        /// Only this state's acts.
        #[arg(long, value_name = "STATE")]
        state: Option<String>,
    },
    /// What is planned, predicted or computed from the day asked on.
    Calendar {
        /// Only of this agreement.
        agreement: Option<String>,
    },
    /// Say that a claim is not what the text says; the answers change at once.
    #[command(after_help = "Example:\n  depositary reject 3f2a90c1 --because \"the sentence speaks of 1992\"")]
    Reject {
        /// The id of the claim; its first characters are enough.
        claim: String,
        #[command(flatten)]
        decision: DecisionArguments,
    },
    /// Decide between claims: accept one after all, merge two that speak of one act, split two that do not.
    Decide {
        /// What is decided.
        #[arg(value_enum)]
        ruling: RulingArgument,
        /// The id of the claim.
        claim: String,
        /// The other claim, for merge and split.
        other: Option<String>,
        #[command(flatten)]
        decision: DecisionArguments,
    },
    /// Record that a publisher took a document back.
    Retract {
        /// The id of the document, or of a claim in it.
        document: String,
        #[command(flatten)]
        decision: DecisionArguments,
    },
    /// Record that one claim replaces another.
    Supersede {
        /// The id of the claim that is replaced.
        claim: String,
        /// The id of the claim that replaces it.
        by: String,
        #[command(flatten)]
        decision: DecisionArguments,
    },
    /// Show how a text is read: which rules were tried, which slot failed and why.
    #[command(
        after_help = "Examples:\n  depositary explain \"Chile signed the treaty.\"\n  depositary explain report.txt"
    )]
    Explain {
        /// A sentence, or a file.
        text: String,
        #[command(flatten)]
        source: SourceArguments,
    },
    /// Check every row of the ledger, and that nothing was taken away or changed.
    Verify {
        /// A head that was printed before, as BATCH:CHAIN: proves that nothing up to it was changed.
        #[arg(long, value_name = "BATCH:CHAIN")]
        against: Option<String>,
    },
    /// Write a copy of the ledger; an ingest may go on meanwhile.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Write all claims as JSON lines, each with its source.
    Export {
        /// The file; without it, the standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// The data about the world.
    World {
        #[command(subcommand)]
        command: WorldCommand,
    },
    /// Print a script that completes commands in your shell.
    #[command(
        after_help = "Example:\n  depositary completions bash > ~/.local/share/bash-completion/completions/depositary"
    )]
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// Help about a command; `help stages` explains the words of the record.
    Help {
        /// A command, or `stages`.
        topic: Vec<String>,
    },
}

const STATUS_EXAMPLES: &str = "\
Examples:
  depositary status \"Abraham Accords\"
  depositary status \"הסכמי אברהם\" --ui he
  depositary status NATO --as-of 2024-03-01
  depositary status NATO --known-at 2024-01-31 --format json

Every row says how far a state has come and on whose word; `depositary help stages` explains the words, and
`depositary why AGREEMENT STATE` shows the sentences behind a row.";

const CHANGES_EXAMPLES: &str = "\
Examples:
  depositary changes                            what the last ingest changed
  depositary changes --since 2025-11-01         what was learnt since
  depositary changes NATO --from 2023-01-01     what happened since";

#[derive(Debug, Subcommand)]
pub enum WorldCommand {
    /// Check the tables of states, agreements, offices and people, the languages and the words of the interface, with what
    /// --data lays over them. Prints each problem with file and line.
    Check,
}

/// Where reports come from and what is known about them.
#[derive(Debug, Args, Clone)]
#[command(next_help_heading = "About the reports")]
pub struct SourceArguments {
    /// When they were published, where they do not say so themselves: YYYY-MM-DD. "Yesterday" counts from it.
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
    /// The language they are written in (en, he, ...); recognised if not given.
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Who published them.
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Their address.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// What the files are; told from name and content if not given.
    #[arg(long, value_enum, value_name = "FORM")]
    pub input: Option<InputForm>,
}

/// What the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputForm {
    /// Plain text, which may begin with `published:`, `publisher:`, `url:`, `lang:`, `title:` lines and an empty line.
    Text,
    /// A JSON object a line: {"id", "text", "lang"?, "published"?, "url"?, "publisher"?, "title"?}.
    Jsonl,
    /// A web page.
    Html,
}

/// How reports are read.
#[derive(Debug, Args, Clone)]
#[command(next_help_heading = "How they are read")]
pub struct ReadingArguments {
    /// Where a bare weekday or day and month looks: news looks back.
    #[arg(long, value_enum, default_value = "past", value_name = "WHERE")]
    pub prefer: Prefer,
    /// Claims also of what is thought of others and of measures (support, condemnation, sanctions); they move no record.
    #[arg(long)]
    pub stance: bool,
    /// Leave out claims whose reading beat the second best by less than this.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    pub min_margin: Option<i32>,
    /// Threads; without it, one a processor. With 1, each document is printed before the next is read.
    #[arg(long, value_name = "N")]
    pub jobs: Option<usize>,
}

/// Where a bare weekday or day and month looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Prefer {
    Past,
    Future,
}

#[derive(Debug, Args)]
#[command(after_help = READ_EXAMPLES)]
pub struct ReadArguments {
    /// Files; `-` or nothing reads the standard input.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Which layers to print: mentions, times, quotations, claims.
    #[arg(long, value_delimiter = ',', value_enum, value_name = "LAYER,...")]
    pub layers: Vec<Layer>,
    #[command(flatten)]
    pub source: SourceArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
}

const READ_EXAMPLES: &str = "\
Examples:
  depositary read report.txt --published 2025-11-07
  echo \"Chile signed the treaty yesterday.\" | depositary read --published 2025-11-07
  depositary read --input jsonl --format jsonl < documents.jsonl > claims.jsonl

With --format jsonl each line is a mention, a time, a quotation or a claim; offsets count Unicode code points.";

/// A layer of a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Layer {
    Mentions,
    Times,
    Quotations,
    Claims,
}

/// `import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Files and folders of tables (for unts, the folder `index.csv` beside or above it is found).
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Whose form the tables have: unts (United Nations Treaty Collection), wipo, or csv, our own for anybody's.
    #[arg(long, value_enum, value_name = "FORM")]
    pub table: TableArgument,
    /// The day on which the tables were taken from their source.
    #[arg(long, value_name = "DAY")]
    pub captured: String,
    /// Print what was understood, and every changed cell with its class and reason.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub report: Option<ReportArgument>,
}

/// Forms of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableArgument {
    /// A file a treaty, letters explained by the head of each column.
    Unts,
    /// A row for a participant and treaty.
    Wipo,
    /// A row an act.
    Csv,
}

/// How the report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportArgument {
    /// One JSON value.
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = INGEST_EXAMPLES)]
pub struct IngestArguments {
    /// Files and folders; `-` reads the standard input.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub source: SourceArguments,
    #[command(flatten)]
    pub reading: ReadingArguments,
    /// Print the id of each document when it is safely on disk, for programs that feed this one.
    #[arg(long)]
    pub acknowledge: bool,
}

const INGEST_EXAMPLES: &str = "\
Examples:
  depositary ingest reports/
  depositary ingest 2025-11-07.txt --published 2025-11-07 --publisher \"Foreign Ministry\"
  curl -s https://example.org/feed.jsonl | depositary ingest --input jsonl -

What was read before is skipped, so a run that was interrupted is completed by running it again.";

#[derive(Debug, Args)]
pub struct DecisionArguments {
    /// Why; kept with the decision.
    #[arg(long, value_name = "REASON", required = true)]
    pub because: String,
    /// Who decides.
    #[arg(long, value_name = "NAME", env = "DEPOSITARY_AUTHOR", default_value = "curator")]
    pub author: String,
}

/// What `decide` decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulingArgument {
    /// The claim stands after all.
    Accept,
    /// Both claims speak of one act.
    Merge,
    /// The two claims speak of two acts.
    Split,
}
