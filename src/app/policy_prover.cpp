#include "app/policy_prover.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "app/progress_bar.hpp"

namespace yidi::app {
namespace {

/// One kind of one package.
struct Task {
    std::size_t package = 0, kind = 0;
};

using Shapes = std::vector<std::vector<policy::Shape>>;

/// Kinds are taken one after another by whoever is free; each has its own place for what is found.
class Crew {
  public:
    Crew(const std::vector<std::unique_ptr<policy::Proof>>& proofs, Shapes& shapes)
        : proofs_(proofs), shapes_(shapes) {
        for (std::size_t package = 0; package < proofs.size(); ++package) {
            shapes[package].resize(proofs[package]->size());
            for (std::size_t kind = 0; kind < proofs[package]->size(); ++kind) {
                tasks_.push_back({package, kind});
            }
        }
    }

    template <class AfterEach>
    void work(AfterEach after_each) {
        for (std::size_t at = next_++; at < tasks_.size(); at = next_++) {
            const Task task = tasks_[at];
            shapes_[task.package][task.kind] = proofs_[task.package]->prove(task.kind);
            after_each(++done_, tasks_.size());
        }
    }

  private:
    const std::vector<std::unique_ptr<policy::Proof>>& proofs_;
    Shapes& shapes_;
    std::vector<Task> tasks_;
    std::atomic<std::size_t> next_{0}, done_{0};
};

}  // namespace

ProofRun prove_all(const std::vector<std::unique_ptr<policy::Proof>>& proofs, unsigned threads) {
    ProofRun run;
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    run.effort.threads = threads;
    Shapes shapes(proofs.size());
    Crew crew(proofs, shapes);
    const auto begun = std::chrono::steady_clock::now();
    {
        std::vector<std::jthread> others;
        for (unsigned index = 1; index < threads; ++index) {
            others.emplace_back([&crew] { crew.work([](std::size_t, std::size_t) {}); });
        }
        ProgressBar bar;
        crew.work([&bar](std::size_t done, std::size_t all) { bar.show(done, all); });
        bar.end();
    }
    run.effort.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::steady_clock::now() - begun)
                                  .count();
    for (std::size_t package = 0; package < proofs.size(); ++package) {
        Proved proved{proofs[package]->package_id(), shapes[package].size(), 0, {}};
        for (const policy::Shape& shape : shapes[package]) proved.points += shape.points;
        proved.findings = proofs[package]->findings(shapes[package]);
        run.effort.points += proved.points;
        run.packages.push_back(std::move(proved));
    }
    return run;
}

}  // namespace yidi::app
