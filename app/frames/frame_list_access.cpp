#include "frame_list_access.h"

#include "frame_list_view.h"
#include "list_header.h"

#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace tapscope {
namespace {

constexpr std::size_t mostCells = 4096;
constexpr int mostSelectedRows = 10'000;

/// "No. 4, Time 0.000123, …": the shown columns of a row that are not empty, with their titles.
QString spokenRow(FrameListView& view, quint64 row) {
    const ListHeader& header = *view.header();
    const FrameRow content = view.model().row(row);
    QStringList values;
    for (const int section : header.shownSections()) {
        if (const QString value = content.text(section); !value.isEmpty())
            values << QStringLiteral("%1 %2").arg(header.titleOf(section), value);
    }
    return values.join(QStringLiteral(", "));
}

class FrameCellAccess final : public QAccessibleInterface, public QAccessibleTableCellInterface {
public:
    /// `column` counts the shown columns, from left to right.
    FrameCellAccess(FrameListView& view, int row, int column) : view_(&view), row_(row), column_(column) {}

    [[nodiscard]] bool isValid() const override {
        return view_ != nullptr && static_cast<quint64>(row_) < view_->model().count() && section() >= 0;
    }
    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override {
        return QAccessible::queryAccessibleInterface(view_.data());
    }
    [[nodiscard]] QAccessibleInterface* child(int /*index*/) const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int /*x*/, int /*y*/) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* /*child*/) const override { return -1; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Cell; }
    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        if (!isValid())
            return {};
        if (kind == QAccessible::Name)
            return view_->model().row(static_cast<quint64>(row_)).text(section());
        return kind == QAccessible::Description ? spokenRow(*view_, static_cast<quint64>(row_)) : QString();
    }
    void setText(QAccessible::Text /*kind*/, const QString& /*text*/) override {}
    [[nodiscard]] QRect rect() const override {
        if (!isValid())
            return {};
        const auto first = static_cast<qint64>(view_->firstVisibleRow());
        const qint64 top = (row_ - first) * view_->rowHeight();
        const QWidget& area = *view_->viewport();
        if (top < 0 || top >= area.height())
            return {};
        const ListHeader& header = *view_->header();
        return {area.mapToGlobal(QPoint(header.sectionViewportPosition(section()), static_cast<int>(top))),
                QSize(header.sectionSize(section()), view_->rowHeight())};
    }
    [[nodiscard]] QAccessible::State state() const override {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        const auto row = static_cast<quint64>(row_);
        state.selectable = state.focusable = true;
        state.selected = view_->selection().contains(row);
        state.focused = view_->hasFocus() && view_->currentRow() == row;
        state.offscreen = rect().isNull();
        state.readOnly = true;
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
    }

    [[nodiscard]] bool isSelected() const override { return state().selected; }
    [[nodiscard]] QList<QAccessibleInterface*> columnHeaderCells() const override { return {}; }
    [[nodiscard]] QList<QAccessibleInterface*> rowHeaderCells() const override { return {}; }
    [[nodiscard]] int columnIndex() const override { return column_; }
    [[nodiscard]] int rowIndex() const override { return row_; }
    [[nodiscard]] int columnExtent() const override { return 1; }
    [[nodiscard]] int rowExtent() const override { return 1; }
    [[nodiscard]] QAccessibleInterface* table() const override { return parent(); }

private:
    [[nodiscard]] int section() const {
        const auto sections = view_->header()->shownSections();
        return static_cast<std::size_t>(column_) < sections.size() ? sections[static_cast<std::size_t>(column_)] : -1;
    }

    QPointer<FrameListView> view_;
    int row_, column_;
};

QAccessibleInterface* accessOf(const QString& /*className*/, QObject* object) {
    auto* view = qobject_cast<FrameListView*>(object);
    return view == nullptr ? nullptr : new FrameListAccess(*view);
}

} // namespace

FrameListAccess::FrameListAccess(FrameListView& view) : QAccessibleWidget(&view, QAccessible::Table) {}

FrameListAccess::~FrameListAccess() {
    forgetCells();
}

void FrameListAccess::install() {
    QAccessible::installFactory(accessOf); // installing it again changes nothing
}

void FrameListAccess::announceCurrent(FrameListView& view) {
    if (!QAccessible::isActive() || !view.currentRow())
        return;
    auto* access = QAccessible::queryAccessibleInterface(&view);
    const auto* cell = access == nullptr ? nullptr : access->focusChild();
    if (cell == nullptr)
        return;
    QAccessibleEvent event(&view, QAccessible::Focus);
    event.setChild(access->indexOfChild(cell));
    QAccessible::updateAccessibility(&event);
}

void FrameListAccess::announceReset(FrameListView& view) {
    if (!QAccessible::isActive())
        return;
    QAccessibleTableModelChangeEvent event(&view, QAccessibleTableModelChangeEvent::ModelReset);
    QAccessible::updateAccessibility(&event);
}

FrameListView* FrameListAccess::view() const {
    return qobject_cast<FrameListView*>(widget());
}

int FrameListAccess::columnCount() const {
    return static_cast<int>(view()->header()->shownSections().size());
}

int FrameListAccess::rowCount() const {
    const auto most = static_cast<quint64>(std::numeric_limits<int>::max() / std::max(1, columnCount()));
    return static_cast<int>(std::min(view()->model().count(), most));
}

int FrameListAccess::childCount() const {
    return rowCount() * columnCount();
}

QAccessibleInterface* FrameListAccess::child(int index) const {
    const int columns = columnCount();
    return index < 0 || columns == 0 ? nullptr : cellAt(index / columns, index % columns);
}

int FrameListAccess::indexOfChild(const QAccessibleInterface* child) const {
    auto* known = const_cast<QAccessibleInterface*>(child); // the interface has no const version
    const auto* cell = known == nullptr ? nullptr : known->tableCellInterface();
    return cell == nullptr || cell->table() != this ? -1 : cell->rowIndex() * columnCount() + cell->columnIndex();
}

QAccessibleInterface* FrameListAccess::childAt(int x, int y) const {
    const QPoint place = view()->viewport()->mapFromGlobal(QPoint(x, y));
    if (!view()->viewport()->rect().contains(place))
        return nullptr;
    const auto sections = view()->header()->shownSections();
    const auto found = std::ranges::find(sections, view()->header()->logicalIndexAt(place.x()));
    const quint64 row = view()->firstVisibleRow() + static_cast<quint64>(place.y() / view()->rowHeight());
    if (found == sections.end() || row >= static_cast<quint64>(rowCount()))
        return nullptr;
    return cellAt(static_cast<int>(row), static_cast<int>(found - sections.begin()));
}

QAccessibleInterface* FrameListAccess::focusChild() const {
    const auto row = view()->currentRow();
    if (!row || *row >= static_cast<quint64>(rowCount()))
        return nullptr;
    const auto sections = view()->header()->shownSections();
    const auto found = std::ranges::find(sections, view()->currentColumn());
    const auto column = found == sections.end() ? 0 : found - sections.begin();
    return cellAt(static_cast<int>(*row), static_cast<int>(column));
}

QString FrameListAccess::text(QAccessible::Text kind) const {
    if (kind != QAccessible::Value)
        return QAccessibleWidget::text(kind);
    const auto row = view()->currentRow();
    return row && *row < view()->model().count() ? spokenRow(*view(), *row) : QString();
}

void* FrameListAccess::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this)
                                               : QAccessibleWidget::interface_cast(type);
}

QAccessibleInterface* FrameListAccess::cellAt(int row, int column) const {
    if (row < 0 || row >= rowCount() || column < 0 || column >= columnCount())
        return nullptr;
    if (const auto known = cells_.find({row, column}); known != cells_.end())
        return QAccessible::accessibleInterface(known->second);
    if (cells_.size() >= mostCells && !isForgetting_) {
        isForgetting_ = true; // not at once: callers hold cells until they return to the event loop
        QTimer::singleShot(0, view(), [this] { forgetCells(); });
    }
    auto* cell = new FrameCellAccess(*view(), row, column);
    cells_[{row, column}] = QAccessible::registerAccessibleInterface(cell);
    return cell;
}

void FrameListAccess::forgetCells() const {
    isForgetting_ = false;
    for (const auto& [place, id] : cells_)
        QAccessible::deleteAccessibleInterface(id);
    cells_.clear();
}

QList<int> FrameListAccess::selectedRows() const {
    QList<int> rows;
    const auto count = static_cast<quint64>(rowCount());
    for (const auto& [first, last] : view()->selection().intervals()) {
        for (quint64 row = first; row <= last && row < count && rows.size() < mostSelectedRows; ++row)
            rows << static_cast<int>(row);
    }
    return rows;
}

int FrameListAccess::selectedRowCount() const {
    return static_cast<int>(std::min<quint64>(view()->selection().count(), static_cast<quint64>(rowCount())));
}

int FrameListAccess::selectedCellCount() const {
    return selectedRowCount() * columnCount();
}

QList<QAccessibleInterface*> FrameListAccess::selectedCells() const {
    QList<QAccessibleInterface*> cells;
    const int columns = columnCount();
    for (const int row : selectedRows()) {
        for (int column = 0; column < columns && static_cast<std::size_t>(cells.size()) < mostCells; ++column)
            cells << cellAt(row, column);
    }
    return cells;
}

QString FrameListAccess::columnDescription(int column) const {
    const auto sections = view()->header()->shownSections();
    return column >= 0 && static_cast<std::size_t>(column) < sections.size()
               ? view()->header()->titleOf(sections[static_cast<std::size_t>(column)])
               : QString();
}

QString FrameListAccess::rowDescription(int row) const {
    return row >= 0 && row < rowCount() ? spokenRow(*view(), static_cast<quint64>(row)) : QString();
}

bool FrameListAccess::isRowSelected(int row) const {
    return row >= 0 && view()->selection().contains(static_cast<quint64>(row));
}

bool FrameListAccess::selectRow(int row) {
    if (row < 0 || row >= rowCount())
        return false;
    view()->setCurrentRow(static_cast<quint64>(row));
    return true;
}

void FrameListAccess::modelChange(QAccessibleTableModelChangeEvent* /*event*/) {
    forgetCells();
}

} // namespace tapscope
