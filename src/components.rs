//! (stand-in until merged)
/// Union-find.
pub struct Components {
    parent: Vec<u32>,
}
impl Components {
    /// n singletons
    pub fn new(n: usize) -> Self {
        Self { parent: (0..n as u32).collect() }
    }
    /// root
    pub fn find(&mut self, mut i: u32) -> u32 {
        while self.parent[i as usize] != i {
            let p = self.parent[i as usize];
            self.parent[i as usize] = self.parent[p as usize];
            i = self.parent[i as usize];
        }
        i
    }
    /// union: smaller root wins
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (lo, hi) = (a.min(b), a.max(b));
        self.parent[hi as usize] = lo;
    }
    /// labels numbered by first member
    pub fn labels(mut self) -> (Vec<u32>, u32) {
        let n = self.parent.len();
        let mut number = vec![u32::MAX; n];
        let mut next = 0;
        let mut out = Vec::with_capacity(n);
        for i in 0..n as u32 {
            let r = self.find(i) as usize;
            if number[r] == u32::MAX {
                number[r] = next;
                next += 1;
            }
            out.push(number[r]);
        }
        (out, next)
    }
}
