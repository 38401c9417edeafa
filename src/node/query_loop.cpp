#include "node/query_loop.hpp"

namespace yidi::node {

QueryLoop::QueryLoop(model::NodeId self, std::unique_ptr<store::SqliteStore> store,
                     engine::Handlers& handlers)
    : self_(std::move(self)),
      store_(std::move(store)),
      handlers_(handlers),
      thread_([this] { run(); }) {}

QueryLoop::~QueryLoop() {
    stop();
}

void QueryLoop::ask(model::Command command, ReplyTo reply_to) {
    auto shared = std::make_shared<model::Command>(std::move(command));
    read(
        [this, shared, reply_to](store::SqliteStore& store) {
            engine::Workspace workspace{store, self_};
            workspace.begin(nullptr);
            shared->now = system_now();
            const auto reply = handlers_.handle(*shared, workspace);
            YIDI_ASSERT(reply.has_value() && !workspace.has_changes());  // it only reads
            reply_to(*reply);
        },
        [reply_to](const Problem& problem) { reply_to(model::Reply{problem}); });
}

void QueryLoop::read(Work work, std::function<void(const Problem&)> failed) {
    {
        const std::lock_guard lock{mutex_};
        if (stopping_) return failed({ErrorCode::stopping, {}, {}, {}, {}});
        tasks_.push_back({std::move(work), std::move(failed)});
    }
    wakened_.notify_one();
}

void QueryLoop::stop() {
    {
        const std::lock_guard lock{mutex_};
        stopping_ = true;
    }
    wakened_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void QueryLoop::run() {
    for (;;) {
        Task task;
        {
            std::unique_lock lock{mutex_};
            wakened_.wait(lock, [&] { return stopping_ || !tasks_.empty(); });
            if (tasks_.empty()) return;
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        try {
            task.work(*store_);
        } catch (const engine::StoreFailure& failure) {
            task.failed(failure.problem());
        }
    }
}

}  // namespace yidi::node
