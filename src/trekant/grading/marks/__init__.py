"""What the gradebook says: points, results, certificates, feedback and exports."""
