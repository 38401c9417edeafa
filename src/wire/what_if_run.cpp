#include "wire/what_if_run.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace yidi::wire {
namespace {

/// Blocks are taken one by one, so that threads end at about the same time.
class BlockWorker {
  public:
    BlockWorker(const HistoryFile& file, const PlanPairs& pairs,
                const policy::WhatIfOptions& options, std::atomic<std::size_t>& next,
                std::atomic<bool>& stop)
        : file_(file), runner_(file.history(), pairs.by_word(), options), next_(next),
          stop_(stop) {}

    template <class AfterBlock>
    void work(AfterBlock&& after_block) {
        for (std::size_t block = next_++; block < file_.blocks() && !stop_; block = next_++) {
            const std::size_t first = block * history_block;
            const std::size_t last =
                std::min(first + history_block, file_.history().events.size());
            auto done = file_.check(block);
            if (done) done = runner_.run(first, last);
            if (!done) {
                problem_ = done.error();
                stop_ = true;
                return;
            }
            after_block(last);
        }
    }
    [[nodiscard]] const policy::Sums& sums() const { return runner_.sums(); }
    [[nodiscard]] const std::optional<Problem>& problem() const { return problem_; }

  private:
    const HistoryFile& file_;
    policy::Runner runner_;
    std::atomic<std::size_t>& next_;
    std::atomic<bool>& stop_;
    std::optional<Problem> problem_;
};

}  // namespace

PlanPairs::PlanPairs(const policy::History& history, const LawBook& law,
                     const std::map<std::string, policy::PlanPtr>& reformed) {
    for (const std::string& word : history.words) {
        const policy::PlanPtr plan = law.plan_for(word);
        if (plan == nullptr) {
            by_word_.push_back(nullptr);
            continue;
        }
        const std::string& id = policy::package_id_of(*plan);
        auto& pair = pairs_[id];
        if (pair == nullptr) {
            const auto at = reformed.find(id);
            pair = std::make_unique<policy::PlanPair>(plan,
                                                      at == reformed.end() ? plan : at->second);
        }
        by_word_.push_back(pair.get());
    }
}

Outcome<policy::Sums> run_what_if(const HistoryFile& file, const PlanPairs& pairs,
                                  const policy::WhatIfOptions& options, unsigned threads,
                                  const Progress& progress) {
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stop{false};
    std::vector<std::unique_ptr<BlockWorker>> workers;
    for (unsigned index = 0; index < std::max(1U, threads); ++index) {
        workers.push_back(std::make_unique<BlockWorker>(file, pairs, options, next, stop));
    }
    {
        std::vector<std::jthread> others;
        for (std::size_t index = 1; index < workers.size(); ++index) {
            others.emplace_back([&worker = *workers[index]] { worker.work([](std::size_t) {}); });
        }
        const std::size_t all = file.history().events.size();
        workers.front()->work([&](std::size_t) {
            if (progress) progress(std::min(next * history_block, all), all);
        });
    }
    policy::Sums sums(options.examples);
    for (const auto& worker : workers) {
        if (worker->problem()) return Unexpected{*worker->problem()};
        sums.merge(worker->sums());
    }
    return sums;
}

}  // namespace yidi::wire
