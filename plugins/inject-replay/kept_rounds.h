#pragma once

#include "replay_batch.h"

#include <inject/injection_log.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tapscope {

/// The rounds of a replay after the first one, whose batches were kept: the same batches again, due later each time.
/// For one thread.
class KeptRounds {
public:
    /// `batches`: those of the first round, at least one. `length`: how much later the frames of each round are due.
    /// `rounds`: how many there are with the first one, 0 = no end. `log` has what the first round left out.
    KeptRounds(std::vector<std::shared_ptr<ReplayBatch>> batches, std::chrono::nanoseconds length, std::uint64_t rounds,
               std::shared_ptr<InjectionLog> log);

    [[nodiscard]] bool hasMore() const noexcept { return rounds_ == 0 || round_ <= rounds_; }
    /// Returns the next batch; false if there are no more.
    [[nodiscard]] bool next(ReplayTurn& turn);

private:
    void beginRound();

    std::vector<std::shared_ptr<ReplayBatch>> batches_;
    std::chrono::nanoseconds length_, later_{};
    std::uint64_t rounds_, round_ = 2; ///< the first one has been read
    std::size_t at_ = 0;               ///< the next batch of this round
    std::shared_ptr<InjectionLog> log_;
    std::map<std::string, std::uint64_t> leftOut_; ///< in each round
};

} // namespace tapscope
