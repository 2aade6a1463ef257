#include "frame_pane.h"

#include "../bytes/hex_view.h"
#include "../detail/field_tree_model.h"
#include "../detail/inspector_view.h"
#include "../frames/frame_list_view.h"
#include "../text/plain_text.h"
#include "../text/plural.h"
#include "../theme/theme.h"
#include "../view/empty_note.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <analysis/frame_search.h>

#include <algorithm>
#include <ranges>
#include <span>
#include <utility>

namespace tapscope {

FramePane::FramePane(FrameListModel& model, const std::vector<const Inspector*>& inspectors, const Theme& theme,
                     QWidget* parent)
    : QWidget(parent), model_(model), list_(new FrameListView(model, theme)), tree_(new QTreeView),
      fields_(new FieldTreeModel(this)), bytes_(new HexView(theme)), buffers_(new QTabBar), place_(new QLabel),
      fieldsNote_(new EmptyNote(*tree_, QStringLiteral("fieldsNote"))),
      bytesNote_(new EmptyNote(*bytes_, QStringLiteral("bytesNote"))) {
    fields_->setTheme(&theme);
    tree_->setModel(fields_);
    tree_->setHeaderHidden(true);
    tree_->setLayoutDirection(Qt::LeftToRight);
    tree_->setUniformRowHeights(true);
    tree_->setAccessibleName(tr("Fields of the frame"));
    tree_->setObjectName(QStringLiteral("fieldTree"));
    place_->setProperty("role", "muted");
    Theme::makeFixed(*place_);
    place_->setContentsMargins(12, 2, 12, 6);
    place_->setObjectName(QStringLiteral("place"));
    buffers_->setObjectName(QStringLiteral("buffers"));
    buffers_->setAccessibleName(tr("Bytes of the frame, and bytes reassembled from several frames"));
    buffers_->setDrawBase(false);
    buffers_->setShape(QTabBar::RoundedSouth);
    buffers_->hide();

    fieldsSide_ = makeDetail(inspectors);
    bytesSide_ = new QWidget;
    bytesSide_->setProperty("role", "pane");
    bytesSide_->setAttribute(Qt::WA_StyledBackground);
    auto* bytesLayout = new QVBoxLayout(bytesSide_);
    bytesLayout->setContentsMargins(0, 0, 0, 0);
    bytesLayout->setSpacing(0);
    bytesLayout->addWidget(bytes_, 1);
    bytesLayout->addWidget(buffers_);
    bytesLayout->addWidget(place_);
    auto* lower = new QSplitter(Qt::Horizontal);
    lower->setHandleWidth(1);
    lower->addWidget(fieldsSide_);
    lower->addWidget(bytesSide_);
    lower->setSizes({560, 560});
    auto* whole = new QSplitter(Qt::Vertical);
    whole->setHandleWidth(1);
    auto* upper = new QWidget;
    upper_ = new QHBoxLayout(upper);
    upper_->setContentsMargins(0, 0, 0, 0);
    upper_->setSpacing(0);
    upper_->addWidget(list_, 1);
    whole->addWidget(upper);
    whole->addWidget(lower);
    whole->setStretchFactor(0, 3);
    whole->setStretchFactor(1, 2);
    whole->setSizes({380, 240});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(whole);

    connect(list_, &FrameListView::currentChanged, this, [this](quint64 row) { showFrame(model_.number(row)); });
    connect(&model_, &FrameListModel::reset, this, [this] { showFrame(0); });
    connect(&model_, &FrameListModel::countChanged, this, &FramePane::showPurpose);
    connect(&model_, &FrameListModel::decodingChanged, this, [this] { showFrame(shown_); });
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &FramePane::showField);
    connect(&model_, &FrameListModel::fieldsChanged, this, [this] { showFrame(shown_); });
    connect(buffers_, &QTabBar::currentChanged, this, &FramePane::showBuffer);
    connect(tree_, &QTreeView::expanded, this,
            [this](const QModelIndex& at) { expanded_.insert(fields_->fieldName(at)); });
    connect(tree_, &QTreeView::collapsed, this,
            [this](const QModelIndex& at) { expanded_.remove(fields_->fieldName(at)); });
    connect(bytes_, &HexView::byteClicked, this, [this](quint32 offset) {
        const QModelIndex field = fieldOf(offset);
        if (!field.isValid())
            return;
        tree_->setCurrentIndex(field);
        tree_->scrollTo(field);
    });
    connect(bytes_, &HexView::byteHovered, this, &FramePane::showHovered);
    showPurpose();
}

void FramePane::showPurpose() {
    const bool isNone = shown_ == 0;
    const bool canSelect = model_.count() > 0;
    const auto purpose = [&](const QString& ifSelectable, const QString& otherwise) {
        return !isNone ? QString() : canSelect ? ifSelectable : otherwise;
    };
    fieldsNote_->say(
        purpose(tr("Select a frame to see its fields."), tr("The fields of the selected frame appear here.")));
    bytesNote_->say(
        purpose(tr("Select a frame to see its bytes."), tr("The bytes of the selected frame appear here.")));
}

QModelIndex FramePane::fieldOf(quint32 offset) const {
    return fields_->fieldAt(offset, static_cast<std::uint8_t>(std::max(buffers_->currentIndex(), 0)));
}

void FramePane::showHovered(std::optional<quint32> offset) {
    const QModelIndex field = offset ? fieldOf(*offset) : QModelIndex();
    const FieldValue* value = fields_->field(field);
    bytes_->hover(value == nullptr ? ByteRange{} : value->range);
    tell(field.isValid() ? field : tree_->currentIndex());
}

void FramePane::placeBesideList(QWidget& widget) {
    upper_->addWidget(&widget);
}

QWidget* FramePane::makeDetail(const std::vector<const Inspector*>& inspectors) {
    if (inspectors.empty())
        return tree_;
    auto* tabs = new QTabWidget;
    tabs->setObjectName(QStringLiteral("detailTabs"));
    tabs->setDocumentMode(true);
    tabs->tabBar()->setDrawBase(false);
    tabs->setTabPosition(QTabWidget::South);
    tabs->addTab(tree_, tr("Fields"));
    for (const Inspector* inspector : inspectors) {
        auto* view = new InspectorView(*inspector);
        const auto title = inspector->title();
        tabs->addTab(view, plainText(title));
        connect(view, &InspectorView::rangeChosen, this, [this](quint32 offset, quint32 length) {
            buffers_->setCurrentIndex(0);
            bytes_->highlight({offset, length});
        });
        connect(view, &InspectorView::failed, this, &FramePane::failed);
        inspectors_.push_back(view);
    }
    return tabs;
}

FrameNumber FramePane::currentFrame() const {
    // While the model changes to another capture, the list does not know yet that its rows are gone.
    const auto row = list_->currentRow();
    return row && *row < model_.count() ? model_.number(*row) : 0;
}

FramePane::FieldPlace FramePane::placeOf(QModelIndex field) const {
    FieldPlace place;
    for (; field.isValid(); field = field.parent()) {
        FieldStep step{.name = fields_->fieldName(field)};
        for (int row = 0; row < field.row(); ++row)
            step.nth += fields_->fieldName(field.siblingAtRow(row)) == step.name ? 1 : 0;
        place.push_back(step);
    }
    return place;
}

QModelIndex FramePane::child(const QModelIndex& parent, const FieldStep& step) const {
    const int count = fields_->rowCount(parent);
    for (int row = 0, nth = 0; row < count; ++row) {
        const QModelIndex field = fields_->index(row, 0, parent);
        if (fields_->fieldName(field) == step.name && nth++ == step.nth)
            return field;
    }
    return {};
}

bool FramePane::select(const FieldPlace& place) {
    QModelIndex at;
    for (const FieldStep& step : std::views::reverse(place)) {
        at = child(at, step);
        if (!at.isValid())
            return false;
    }
    tree_->setCurrentIndex(at);
    return at.isValid();
}

void FramePane::showFrame(FrameNumber number) {
    const bool isSame = number == shown_;
    if (!isSame)
        selected_.clear();
    else if (tree_->currentIndex().isValid())
        selected_ = placeOf(tree_->currentIndex());
    const int scrolled = tree_->verticalScrollBar()->value();
    shown_ = number;
    const auto before =
        std::exchange(frame_, number == 0 ? nullptr : model_.dissect(number)); // until all views show another frame
    fields_->show(frame_);
    list_->setRelated(frame_ ? relatedFrames(*frame_) : std::vector<RelatedFrame>());
    showBuffers();
    showPurpose();
    for (InspectorView* each : inspectors_)
        each->setFrame(frame_ ? model_.store() : nullptr, number);
    isPartly_ = number != 0 && model_.isDissecting();
    if (isPartly_)
        place_->setText(tr("Decoding frame %L1…").arg(number));
    else
        tell({});
    if (frame_) {
        expandRemembered({});
        if (select(selected_) && isSame)
            tree_->verticalScrollBar()->setValue(scrolled); // where the user reads
    }
    emit frameChanged();
}

void FramePane::showFound(const FoundFrame& found, const QString& text) {
    if (found.number != shown_)
        return;
    if (found.place == FoundFrame::Place::Bytes) {
        buffers_->setCurrentIndex(0);
        bytes_->highlight(found.range);
    } else if (found.place == FoundFrame::Place::Fields) {
        const auto lines = fields_->match(fields_->index(0, 0, {}), Qt::DisplayRole, text, 1,
                                          Qt::MatchContains | Qt::MatchRecursive | Qt::MatchWrap);
        if (!lines.isEmpty())
            tree_->setCurrentIndex(lines.first());
    }
}

void FramePane::expandRemembered(const QModelIndex& parent) {
    const int count = fields_->rowCount(parent);
    for (int row = 0; row < count; ++row) {
        const QModelIndex field = fields_->index(row, 0, parent);
        if (fields_->rowCount(field) == 0 || !expanded_.contains(fields_->fieldName(field)))
            continue;
        tree_->expand(field);
        expandRemembered(field);
    }
}

void FramePane::expand(const QModelIndex& field) {
    tree_->expand(field);
    const int count = fields_->rowCount(field);
    for (int row = 0; row < count; ++row) {
        if (const QModelIndex child = fields_->index(row, 0, field); fields_->rowCount(child) > 0)
            expand(child);
    }
}

void FramePane::expandCurrent() {
    if (tree_->currentIndex().isValid())
        expand(tree_->currentIndex());
}

void FramePane::collapse(const QModelIndex& field) {
    const int count = fields_->rowCount(field);
    for (int row = 0; row < count; ++row) {
        if (const QModelIndex child = fields_->index(row, 0, field); fields_->rowCount(child) > 0)
            collapse(child);
    }
    tree_->collapse(field);
}

void FramePane::collapseCurrent() {
    if (tree_->currentIndex().isValid())
        collapse(tree_->currentIndex());
}

void FramePane::expandAll() {
    const int count = fields_->rowCount({});
    for (int row = 0; row < count; ++row)
        expand(fields_->index(row, 0, {}));
}

void FramePane::collapseAll() {
    tree_->collapseAll();
    expanded_.clear();
}

QString FramePane::currentValue() const {
    if (tree_->hasFocus())
        return fields_->valueText(tree_->currentIndex());
    const auto row = list_->currentRow();
    return row ? model_.row(*row).text(list_->currentColumn()) : QString();
}

QString FramePane::currentLine() const {
    return tree_->currentIndex().data().toString();
}

QString FramePane::currentFieldName() const {
    return fields_->fieldName(tree_->currentIndex());
}

void FramePane::showField() {
    const QModelIndex at = tree_->currentIndex();
    const FieldValue* value = fields_->field(at);
    if (value != nullptr && value->range.length != 0)
        buffers_->setCurrentIndex(value->buffer);
    bytes_->highlight(value == nullptr ? ByteRange{} : value->range);
    tell(at);
}

void FramePane::tell(const QModelIndex& at) {
    const FieldValue* value = fields_->field(at);
    if (value == nullptr)
        place_->setText(model_.capture().isIgnored(shown_) ? tr("Frame %L1 is ignored").arg(shown_) : QString());
    else if (value->range.length == 0)
        place_->setText(tr("%1 · not in the bytes").arg(fields_->fieldName(at)));
    else
        place_->setText(tr("%1 · byte %2 · %L3 byte(s)", nullptr, pluralOf(value->range.length))
                            .arg(fields_->fieldName(at))
                            .arg(value->range.offset)
                            .arg(value->range.length));
}

void FramePane::showBuffers() {
    const QSignalBlocker quiet(buffers_);
    while (buffers_->count() > 0)
        buffers_->removeTab(0);
    const auto all = frame_ ? frame_->dissection().buffers() : std::span<const Dissection::Buffer>();
    for (const auto& each : all)
        buffers_->addTab(
            tr("%1 (%L2 byte(s))", nullptr, pluralOf(each.bytes.size()))
                .arg(plainMenuText(QString::fromUtf8(each.name.data(), static_cast<qsizetype>(each.name.size()))))
                .arg(each.bytes.size()));
    buffers_->setVisible(all.size() > 1);
    showBuffer(0);
}

void FramePane::showBuffer(int buffer) {
    const auto at = static_cast<std::size_t>(std::max(buffer, 0));
    const bool isThere = frame_ && at < frame_->dissection().buffers().size();
    bytes_->show(isThere ? frame_->dissection().buffers()[at].bytes : Bytes{});
}

void FramePane::collectText(const std::function<void(const QString&)>& then) const {
    if (tree_->hasFocus())
        then(fields_->asText());
    else
        list_->collectSelection(then);
}

} // namespace tapscope
