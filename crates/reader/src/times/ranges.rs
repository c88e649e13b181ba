//! From one time to another.

use super::{
    Prefer, Reference,
    node::{Clock, Node},
    value::{Resolver, Value},
};

impl Resolver<'_> {
    pub(crate) fn range(&self, a: &Node, b: &Node, held: Option<&Node>, within: Option<&Value>) -> Option<Value> {
        // "between Jan 22 and now": to this day.
        let day = |node: &Node| if *node == Node::Now { Node::Deictic(0, 0) } else { node.clone() };
        let (a, b) = (&day(a), &day(b));
        let outer = match held {
            Some(node) => Some(self.value(node, within)?),
            None => within.copied(),
        };
        if let (Node::Clock(x), Node::Clock(y)) = (a, b) {
            // "3:30 - 6:00 pm" begins in the afternoon too.
            let later = !x.sure && y.sure && y.hour > 12 && x.hour < 12 && x.hour + 12 <= y.hour;
            let evening = x.sure && !y.sure && y.hour < x.hour && y.hour + 12 > x.hour;
            let x = Clock { hour: if later { x.hour + 12 } else { x.hour }, ..*x };
            let y = Clock { hour: if evening { y.hour + 12 } else { y.hour }, ..*y };
            let (first, last) = (self.clock(x, outer.as_ref())?, self.clock(y, outer.as_ref())?);
            let precision = first.precision.min(last.precision);
            return (first.from <= last.to).then_some(Value { from: first.from, to: last.to, precision });
        }
        if let Some(outer) = outer {
            let first = self.value(a, Some(&outer))?;
            let mut rest = outer;
            rest.from = first.from;
            let last = self.value(b, Some(&rest))?;
            return ordered(first, last);
        }
        // The end that says its year tells the other's.
        if anchored(b) && !anchored(a) {
            let last = self.value(b, None)?;
            let day = last.to?.last_day();
            let back = Resolver { reference: Reference { day: Some(day), at: None, prefer: Prefer::Past }, ..*self };
            return ordered(back.value(a, None)?, last);
        }
        let first = self.value(a, None)?;
        if anchored(b) {
            return ordered(first, self.value(b, None)?);
        }
        let ahead = Resolver {
            reference: Reference { day: Some(first.from?.first_day()), at: None, prefer: Prefer::Future },
            ..*self
        };
        ordered(first, ahead.value(b, None)?)
    }
}

/// Whether a tree says its year by itself.
fn anchored(node: &Node) -> bool {
    match node {
        Node::Fields(f) => f.year.is_some(),
        Node::Season(_) | Node::Clock(_) | Node::Daypart(..) | Node::Feast(_) => false,
        Node::Both(a, b) => anchored(a) || anchored(b),
        Node::Part(_, a) => anchored(a),
        Node::Nth(_, _, base) => base.as_deref().is_some_and(anchored),
        _ => true,
    }
}

fn ordered(first: Value, last: Value) -> Option<Value> {
    let precision = first.precision.min(last.precision);
    let (from, to) = (first.from?, last.to?);
    (from.earliest() <= to.latest()).then_some(Value { from: Some(from), to: Some(to), precision })
}
