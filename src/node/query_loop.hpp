/// @file
/// A thread with a read-only store: questions that change nothing run here, beside the writer and
/// never waiting for it.
///
/// Level       8: a thread
/// Units       none
/// Errors      a store that cannot be read is handed to the question as StoreFailure's Problem
/// Ownership   owns its store; borrows the handlers
/// Threads     ask() and read() from any thread; callbacks run on the loop's thread
/// Blocks      stop() until the question at hand is done

#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "engine/engine.hpp"
#include "node/engine_loop.hpp"
#include "store/sqlite_store.hpp"

namespace yidi::node {

class QueryLoop {
  public:
    using Work = std::function<void(store::SqliteStore&)>;

    QueryLoop(model::NodeId self, std::unique_ptr<store::SqliteStore> store,
              engine::Handlers& handlers);
    ~QueryLoop();
    QueryLoop(const QueryLoop&) = delete;
    QueryLoop& operator=(const QueryLoop&) = delete;

    /// Runs a read-only command.
    void ask(model::Command command, ReplyTo reply_to);
    /// Runs `work`; `failed` instead when the store cannot be read.
    void read(Work work, std::function<void(const Problem&)> failed);
    void stop();

  private:
    struct Task {
        Work work;
        std::function<void(const Problem&)> failed;
    };
    void run();

    model::NodeId self_;
    std::unique_ptr<store::SqliteStore> store_;
    engine::Handlers& handlers_;
    std::mutex mutex_;
    std::condition_variable wakened_;
    std::deque<Task> tasks_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace yidi::node
