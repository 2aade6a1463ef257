#pragma once

#include "../frames/frame_list_model.h"

#include <plugin/inspector.h>

#include <QSet>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QModelIndex;
class QTabBar;
class QTreeView;

namespace tapscope {

struct FoundFrame;

class EmptyNote;
class FieldTreeModel;
class FrameListView;
class HexView;
class InspectorView;
class Theme;

/// The three panes of a capture: the list above, the fields and the bytes of the current frame below, which select each
/// other.
class FramePane final : public QWidget {
    Q_OBJECT

public:
    /// Each inspector is a tab beside the fields.
    FramePane(FrameListModel& model, const std::vector<const Inspector*>& inspectors, const Theme& theme,
              QWidget* parent = nullptr);

    [[nodiscard]] FrameListView* list() const noexcept { return list_; }
    /// Adds a narrow widget on the right of the list.
    void placeBesideList(QWidget& widget);
    [[nodiscard]] HexView* bytes() const noexcept { return bytes_; }
    [[nodiscard]] QTreeView* fields() const noexcept { return tree_; }
    /// The parts of the lower half, which can be hidden.
    [[nodiscard]] QWidget* fieldsSide() const noexcept { return fieldsSide_; }
    [[nodiscard]] QWidget* bytesSide() const noexcept { return bytesSide_; }
    /// 0 = none.
    [[nodiscard]] FrameNumber currentFrame() const;
    /// The current frame with its fields; null = none.
    [[nodiscard]] const std::shared_ptr<const DissectedFrame>& frame() const noexcept { return frame_; }
    /// Calls `then` with the fields as text if the tree has the focus, otherwise with the selected rows, once they are
    /// decoded.
    void collectText(const std::function<void(const QString&)>& then) const;
    /// The value of the field if the tree has the focus, otherwise of the clicked column.
    [[nodiscard]] QString currentValue() const;
    [[nodiscard]] QString currentFieldName() const;
    [[nodiscard]] QString currentLine() const;

    /// Selects the first line of the tree that has this text, or the bytes that a search found.
    void showFound(const FoundFrame& found, const QString& text);
    void expandCurrent();
    void collapseCurrent();
    void expandAll();
    void collapseAll();

signals:
    /// Another frame is shown, or the same frame was decoded again.
    void frameChanged();
    void failed(const QString& text);

private:
    /// A field among its siblings: the nth of that name.
    struct FieldStep {
        QString name;
        int nth = 0;
    };
    /// Where a field is in the tree, innermost first. It outlives the fields of a frame that is decoded anew.
    using FieldPlace = std::vector<FieldStep>;

    [[nodiscard]] FieldPlace placeOf(QModelIndex field) const;
    /// Selects the field if it is there.
    [[nodiscard]] bool select(const FieldPlace& place);
    [[nodiscard]] QModelIndex child(const QModelIndex& parent, const FieldStep& step) const;
    void expand(const QModelIndex& field);
    /// Expands the fields that the user expanded in an earlier frame.
    void expandRemembered(const QModelIndex& parent);
    [[nodiscard]] QWidget* makeDetail(const std::vector<const Inspector*>& inspectors);
    void showFrame(FrameNumber number);
    void collapse(const QModelIndex& field);
    /// The innermost field that contains this byte of the shown buffer.
    [[nodiscard]] QModelIndex fieldOf(quint32 offset) const;
    void showField();
    /// Shows a field's name and its position in the bytes, below them.
    void tell(const QModelIndex& field);
    /// Says in the lower panes what they are for while no frame is selected.
    void showPurpose();
    void showHovered(std::optional<quint32> offset);
    /// Makes a tab for the frame's bytes and for each buffer with fields.
    void showBuffers();
    void showBuffer(int buffer);

    FrameListModel& model_;
    FrameListView* list_;
    QTreeView* tree_;
    FieldTreeModel* fields_;
    std::vector<InspectorView*> inspectors_;
    HexView* bytes_;
    QWidget *fieldsSide_ = nullptr, *bytesSide_ = nullptr;
    QTabBar* buffers_;
    std::shared_ptr<const DissectedFrame> frame_; ///< the shown frame
    QLabel* place_;
    EmptyNote *fieldsNote_, *bytesNote_;
    FrameNumber shown_ = 0;
    FieldPlace selected_;    ///< the field to select when the frame is decoded; empty: none
    bool isPartly_ = false;  ///< its fields are still being decoded
    QSet<QString> expanded_; ///< names of fields that the user expanded; they are expanded in the next frame, too
    QHBoxLayout* upper_;     ///< the list and the widgets beside it
};

} // namespace tapscope
