#include "frame_list_model.h"

#include "../background/background.h"

#include <QStringList>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace tapscope {
namespace {

constexpr int rememberedRows = 512;

/// A page of ordinary rows is ready long before, so it is painted at once; and the GUI thread is not blocked longer.
constexpr std::chrono::milliseconds usualPatience{8};
constexpr std::chrono::milliseconds readingPatience{4}; ///< for reading without decoding

ShownCapture emptyCapture(const DecoderRegistry& registry) {
    return {.store = nullptr, .registry = &registry};
}

} // namespace

FrameListModel::FrameListModel(const DecoderRegistry& registry, QObject* parent)
    : QObject(parent),
      recipe_(std::make_shared<const RowRecipe>(emptyCapture(registry),
                                                std::make_shared<const Colouring>(ColouringRules{}, registry),
                                                TimeFormat::SinceFirst, std::vector<FrameNumber>())),
      decodingPatience_(usualPatience), patience_(usualPatience + readingPatience, *this), rows_(rememberedRows) {}

void FrameListModel::setPatience(std::chrono::milliseconds patience) noexcept {
    decodingPatience_ = patience;
    patience_.setLimit(patience + readingPatience);
}

FrameListModel::~FrameListModel() {
    stopText_.request_stop();
}

void FrameListModel::setCapture(const ShownCapture& capture) {
    const ShownCapture before = recipe_->capture;
    RowRecipe next = *recipe_;
    next.capture = capture;
    if (capture.isDecodedAs(before)) {
        const bool saysTheSame = capture.notes == before.notes && capture.names == before.names;
        follow(std::move(next), saysTheSame && capture.marked == before.marked); // a colouring rule may depend on marks
        if (!saysTheSame)
            emit decodingChanged();
        return;
    }
    const bool isSameStore = capture.store == before.store;
    if (!isSameStore) {
        order_.reset();
        if (shown_)
            shown_ = std::make_shared<std::vector<FrameNumber>>(); // the history of the closed capture may be large
        count_ = 0;
        next.references.clear();
        first_ = 1;
    }
    if (capture.registry != before.registry)
        next.colouring = std::make_shared<const Colouring>(ColouringRules{}, *capture.registry);
    wanted_ = {};
    provisional_ = 0;
    follow(RowRecipe(capture, next.colouring, next.timeFormat, next.references, next.names), false);
    if (isSameStore)
        emit decodingChanged();
    else
        emit reset();
}

void FrameListModel::follow(RowRecipe recipe, bool keepsRows) {
    recipe_ = std::make_shared<const RowRecipe>(std::move(recipe));
    decoding_.reset();
    reading_.reset();
    fieldsOf_ = 0;
    fields_ = nullptr;
    if (!keepsRows)
        forgetRows();
    if (isWaiting())
        announceLater(ask());
}

void FrameListModel::forgetRows() {
    rows_.clear();
    hasProvisional_ = false;
    emit rowsChanged();
}

void FrameListModel::refreshProvisional() {
    if (hasProvisional_)
        emit rowsChanged();
    if (provisional_ != 0 && recipe_->historyFor(provisional_) == capture().joined) {
        fieldsOf_ = provisional_ = 0;
        emit fieldsChanged();
    }
}

void FrameListModel::setColouring(std::shared_ptr<const Colouring> colouring) {
    follow(RowRecipe(capture(), std::move(colouring), recipe_->timeFormat, recipe_->references, recipe_->names), false);
}

QString FrameListModel::title(int column) {
    switch (column) {
    case Number:
        return tr("No.");
    case Time:
        return tr("Time");
    case DirectionColumn:
        return tr("Dir");
    case Source:
        return tr("Source");
    case Destination:
        return tr("Destination");
    case Protocol:
        return tr("Protocol");
    case Length:
        return tr("Length");
    case Info:
        return tr("Info");
    case Interface:
        return tr("Interface");
    default:
        return {};
    }
}

QString FrameListModel::about(int column) {
    switch (column) {
    case Number:
        return tr("The frame's number in the capture");
    case Time:
        return tr("Time of capture, in the format chosen in View › Time");
    case DirectionColumn:
        return tr("→ the host sent it out of the device; ← the host received it from the device");
    case Source:
        return tr("Source: the innermost address");
    case Destination:
        return tr("Destination: the innermost address");
    case Protocol:
        return tr("The innermost protocol that was decoded");
    case Length:
        return tr("Bytes on the wire");
    case Info:
        return tr("Summary of the frame");
    case Interface:
        return tr("The device on which the frame was captured");
    default:
        return {};
    }
}

void FrameListModel::setCount(quint64 count) {
    if (count == count_)
        return;
    count_ = count;
    if (!shown_)
        emit countChanged(count);
}

void FrameListModel::setFirst(quint64 first) {
    if (first <= first_)
        return;
    setOrder(nullptr); // it was made for other rows than those of the list
    count_ = std::max(count_, first - 1);
    quint64 gone = first - std::exchange(first_, first);
    if (shown_) {
        auto& shown = ownShown();
        const auto kept = std::ranges::lower_bound(shown, first);
        gone = static_cast<quint64>(kept - shown.begin());
        shown.erase(shown.begin(), kept);
    }
    if (gone > 0)
        emit topRemoved(gone);
}

void FrameListModel::setShowing(Showing showing) {
    if (showing == Showing::All && !shown_)
        return;
    order_.reset();
    shown_ = showing == Showing::Chosen ? std::make_shared<std::vector<FrameNumber>>() : nullptr;
    emit reset();
    emit countChanged(count());
}

void FrameListModel::show(const std::vector<FrameNumber>& numbers) {
    if (!shown_ || numbers.empty())
        return;
    const auto there = std::ranges::lower_bound(numbers, first_); // the other frames were removed since they were found
    auto& shown = ownShown();
    shown.insert(shown.end(), there, numbers.end());
    emit countChanged(count());
}

std::vector<FrameNumber>& FrameListModel::ownShown() {
    if (shown_.use_count() > 1)
        shown_ = std::make_shared<std::vector<FrameNumber>>(*shown_);
    return *shown_;
}

quint64 FrameListModel::rowOf(FrameNumber number) const {
    const quint64 row = shown_ ? static_cast<quint64>(std::ranges::lower_bound(*shown_, number) - shown_->begin())
                               : std::max(number, first_) - first_;
    return order_ ? order_->placeOf(row) : row;
}

std::vector<FrameNumber> FrameListModel::displayed() const {
    if (shown_)
        return *shown_;
    std::vector<FrameNumber> all(static_cast<std::size_t>(count()));
    std::iota(all.begin(), all.end(), first_);
    return all;
}

void FrameListModel::setOrder(std::unique_ptr<RowOrder> order) {
    if (!order && !order_)
        return;
    emit orderAboutToChange();
    order_ = std::move(order);
    emit orderChanged();
}

void FrameListModel::setDescending(bool isDescending) {
    if (!order_ || order_->isDescending() == isDescending)
        return;
    emit orderAboutToChange();
    order_->setDescending(isDescending);
    emit orderChanged();
}

void FrameListModel::setFields(const QStringList& names) {
    if (names != recipe_->names)
        follow(RowRecipe(capture(), recipe_->colouring, recipe_->timeFormat, recipe_->references, names), false);
}

void FrameListModel::setTimeFormat(TimeFormat format) {
    RowRecipe next = *recipe_;
    next.timeFormat = format;
    follow(std::move(next), false);
    emit timesChanged();
}

void FrameListModel::toggleTimeReference(FrameNumber number) {
    RowRecipe next = *recipe_;
    const auto place = std::ranges::lower_bound(next.references, number);
    if (place != next.references.end() && *place == number)
        next.references.erase(place);
    else if (number != 0)
        next.references.insert(place, number);
    follow(std::move(next), false);
}

void FrameListModel::unsetTimeReferences() {
    RowRecipe next = *recipe_;
    next.references.clear();
    follow(std::move(next), false);
}

bool FrameListModel::isFresh(FrameNumber number) const {
    const Row* const known = rows_.object(number);
    return known != nullptr && known->isWhole && !(known->isProvisional && number <= capture().history()->learned());
}

std::unique_ptr<RowWorker> FrameListModel::makeWorker(RowMaker::Fields fields) {
    auto worker = std::make_unique<RowWorker>(recipe_, fields);
    connect(worker.get(), &RowWorker::made, this,
            [this, worker = worker.get()] { announceLater(collect(*worker, {})); });
    return worker;
}

bool FrameListModel::isWaiting() const noexcept {
    return wanted_.fields != 0 || !wanted_.rows.empty();
}

FrameListModel::Collected FrameListModel::ask() {
    if (!decoding_)
        decoding_ = makeWorker(RowMaker::Fields::All);
    decoding_->want(wanted_);
    return collectAll();
}

FrameListModel::Collected FrameListModel::collectAll() {
    Collected collected = collect(*decoding_, decodingPatience_);
    RowWorker::Order unread{.rows = {}, .fields = wanted_.fields == fieldsOf_ ? 0 : wanted_.fields};
    std::ranges::copy_if(wanted_.rows, std::back_inserter(unread.rows), [this](FrameNumber number) {
        const Row* const known = rows_.object(number);
        return known == nullptr || known->texts[Length].isEmpty();
    });
    if (unread.fields == 0 && unread.rows.empty())
        return collected;
    if (!reading_)
        reading_ = makeWorker(RowMaker::Fields::None);
    reading_->want(std::move(unread));
    const Collected bare = collect(*reading_, readingPatience);
    return {collected.rows || bare.rows, collected.fields || bare.fields};
}

FrameListModel::Collected FrameListModel::collect(RowWorker& worker, std::chrono::milliseconds patience) {
    RowWorker::Made made =
        patience_.wait(patience, [&worker](TurnPatience::Duration most) { return worker.take(most); });
    for (auto& [number, row] : made.rows) {
        if (row.isWhole) {
            decodedRows_ += std::erase(wanted_.rows, number);
        } else if (const Row* const known = rows_.object(number); known != nullptr && known->isWhole) {
            continue; // made too early, but more complete
        }
        hasProvisional_ = hasProvisional_ || row.isProvisional;
        rows_.insert(number, new Row(std::move(row)));
    }
    const bool hasFields = made.fieldsOf != 0 && made.fieldsOf == wanted_.fields;
    if (hasFields) {
        fieldsOf_ = made.fieldsOf;
        fields_ = std::move(made.fields);
        if (made.areFieldsWhole) {
            wanted_.fields = 0;
            provisional_ = made.history && made.history != capture().joined ? fieldsOf_ : 0;
        }
    }
    return {!made.rows.empty(), hasFields};
}

/// The caller that requested rows has them, but fields may be ready, too, and vice versa. Announced later, because this
/// may be called during painting.
void FrameListModel::announceLater(const Collected& collected) {
    if (collected.rows)
        QMetaObject::invokeMethod(this, &FrameListModel::rowsChanged, Qt::QueuedConnection);
    if (collected.fields)
        QMetaObject::invokeMethod(this, &FrameListModel::fieldsChanged, Qt::QueuedConnection);
}

void FrameListModel::prepare(quint64 first, quint64 last) {
    std::vector<FrameNumber> missing;
    for (quint64 position = first; position <= last && position < count(); ++position) {
        if (const FrameNumber frame = number(position); !isFresh(frame))
            missing.push_back(frame);
    }
    if (missing.empty())
        return;
    const bool isAsked = missing == wanted_.rows;
    wanted_.rows = std::move(missing);
    announceLater({.rows = false, .fields = (isAsked ? collectAll() : ask()).fields});
}

FrameListModel::Row FrameListModel::row(quint64 position) {
    const FrameNumber frame = number(position);
    if (!isFresh(frame) && std::ranges::find(wanted_.rows, frame) == wanted_.rows.end()) {
        wanted_.rows.insert(wanted_.rows.begin(), frame);
        announceLater(ask());
    }
    if (const Row* const known = rows_.object(frame))
        return *known;
    auto* const barest = new Row(recipe_->barest(frame));
    rows_.insert(frame, barest);
    return *barest;
}

std::shared_ptr<const DissectedFrame> FrameListModel::dissect(FrameNumber number) {
    if (!store())
        return nullptr;
    const bool isAsked = wanted_.fields == number;
    if (!isAsked && (fieldsOf_ != number || wanted_.fields != 0)) {
        wanted_.fields = number;
        announceLater({.rows = ask().rows, .fields = false});
    }
    return fieldsOf_ == number ? fields_ : nullptr;
}

void FrameListModel::collectText(std::vector<FrameNumber> numbers, std::vector<int> columns, RowsText rows,
                                 std::function<void(const QString&)> then) {
    stopText_.request_stop();
    stopText_ = {};
    inBackground(
        this,
        [recipe = recipe_, numbers = std::move(numbers), columns = std::move(columns), text = std::move(rows),
         stop = stopText_.get_token()]() mutable {
            RowMaker maker(recipe);
            for (const FrameNumber number : numbers) {
                if (stop.stop_requested())
                    break;
                const Row row = maker.whole(number);
                QStringList cells;
                for (const int column : columns)
                    cells << row.text(column);
                text.add(number, cells);
            }
            return text.text();
        },
        [then = std::move(then), stop = stopText_.get_token()](const QString& text) {
            if (!stop.stop_requested())
                then(text);
        });
}

} // namespace tapscope
