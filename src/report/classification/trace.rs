//! How the answer came about.

use super::answer::{DerivedFact, TraceNode};
use super::builder::Builder;
use crate::law;
use crate::release::Provenance;
use lexcard_law_format::ExprId;
use std::collections::BTreeMap;

impl<'p> Builder<'_, 'p> {
    pub(super) fn derived(&self) -> Vec<DerivedFact<'p>> {
        (0u16..)
            .zip(&self.pack.facts)
            .filter_map(|(id, fact)| match self.release.provenance(id)? {
                Provenance::Derived { from, how } => {
                    Some(DerivedFact { fact: fact.id, value: self.shown(id)?, from: from.clone(), how: how.clone() })
                }
                _ => None,
            })
            .collect()
    }

    pub(super) fn trace(&self) -> BTreeMap<String, TraceNode<'p>> {
        let mut out = BTreeMap::new();
        let mut stack: Vec<ExprId> = self.duties.iter().map(|(d, _)| d.when).collect();
        for (d, _) in &self.duties {
            stack.extend(d.exemptions.iter().filter_map(|&e| self.pack.exemptions.get(e as usize)).map(|e| e.when));
            stack.extend(d.from.iter().chain(&d.until).chain(&d.enforced).filter_map(|v| v.when));
        }
        while let Some(id) = stack.pop() {
            let key = format!("t{id}");
            if out.contains_key(&key) {
                continue;
            }
            let node = law::trace_node(self.pack, id);
            stack.extend(&node.children);
            let provenance = node.facts.iter().filter_map(|&f| self.release.provenance(f).cloned()).collect();
            out.insert(
                key,
                TraceNode {
                    op: node.op,
                    value: self.strict.truth(id).into(),
                    says: node.says,
                    children: node.children.iter().map(|c| format!("t{c}")).collect(),
                    term: node.term,
                    facts: node.facts.iter().filter_map(|&f| self.pack.facts.get(f as usize)).map(|f| f.id).collect(),
                    provenance,
                },
            );
        }
        out
    }
}
